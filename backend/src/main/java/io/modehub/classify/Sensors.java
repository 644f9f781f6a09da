package io.modehub.classify;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.util.List;
import java.util.SplittableRandom;

/** What a device lets its agent measure; training sees devices that lack some of it, so that the model bears it. */
enum Sensors {
    ALL,
    NO_TITLES,
    NO_AUDIO,
    NO_MICROPHONE,
    NO_KEYBOARD,
    /** Applications that the dictionary has never heard of, in any mode. */
    STRANGE_APPLICATIONS;

    /** @param poorer how often something is missing, 0 to 1 */
    static Sensors some(SplittableRandom random, double poorer) {
        if (random.nextDouble() >= poorer) {
            return ALL;
        }
        List<Sensors> kinds = List.of(NO_TITLES, NO_AUDIO, NO_MICROPHONE, NO_KEYBOARD, STRANGE_APPLICATIONS);
        return kinds.get(random.nextInt(kinds.size()));
    }

    Activity see(Activity a) {
        List<AudioLevel> system = a.audio().stream()
                .filter(level -> level.source() == Source.SYSTEM)
                .toList();
        return switch (this) {
            case ALL -> a;
            case NO_TITLES ->
                new Activity(
                        a.at(), a.durationMs(), a.app(), null, null, a.mouse(), a.keyboard(), a.idleMs(), a.audio());
            case NO_AUDIO -> with(a, a.keyboard(), List.of());
            case NO_MICROPHONE -> with(a, a.keyboard(), system);
            case NO_KEYBOARD -> with(a, 0, a.audio());
            case STRANGE_APPLICATIONS ->
                new Activity(
                        a.at(),
                        a.durationMs(),
                        "strange " + a.app(),
                        a.title(),
                        null,
                        a.mouse(),
                        a.keyboard(),
                        a.idleMs(),
                        a.audio());
        };
    }

    private static Activity with(Activity a, double keyboard, List<AudioLevel> audio) {
        return new Activity(
                a.at(), a.durationMs(), a.app(), a.title(), a.domain(), a.mouse(), keyboard, a.idleMs(), audio);
    }
}
