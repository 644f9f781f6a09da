package io.modehub.classify;

import io.modehub.classify.Window.Measure;
import io.modehub.protocol.Activity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known up to an activity: the windows, whether a meeting is on, since when nobody is there. Training and live
 * go through this one class. Belongs to one thread and one agent.
 */
final class Evidence {
    /** After so long without activity the past tells nothing any more. */
    static final Duration FORGET_AFTER = Duration.ofMinutes(15);

    private static final double ALMOST_ALL = 0.9;
    private static final long MINUTE_MS = 60_000;

    private final Window minute = new Window(MINUTE_MS);
    private final Window fiveMinutes = new Window(5 * MINUTE_MS);
    private final Window quarterHour = new Window(15 * MINUTE_MS);
    private final NoiseFloors floors = new NoiseFloors();
    private final MeetingDetector meeting = new MeetingDetector();
    private final Presence presence = new Presence();
    private final Heard heard = new Heard();
    private @Nullable Observed last;
    private @Nullable Instant awaySince;
    private boolean fresh;
    private boolean metBefore;

    /** Takes the next activity in; feed them in order of {@code at}. */
    Observed add(Activity activity) {
        fresh = last == null
                || Duration.between(last.activity().end(), activity.at()).compareTo(FORGET_AFTER) > 0;
        if (fresh) {
            forget();
        }
        Observed now = Observed.of(activity, front(activity), floors, last);
        heard.add(now);
        boolean met = meeting.isOn();
        boolean meets = meeting.next(now);
        metBefore = met && !meets;
        if (metBefore) {
            // The minutes of the meeting say nothing about what comes after it.
            forgetWindows();
        }
        Look look = new Look(now);
        minute.add(look);
        fiveMinutes.add(look);
        quarterHour.add(look);
        awaySince = presence.next(now, meets);
        last = now;
        return now;
    }

    /** Whether the last activity began a new run, so that all before it was forgotten. */
    boolean isFresh() {
        return fresh;
    }

    /** Whether a meeting ended with the last activity, so that the minutes before it were forgotten. */
    boolean isAfterMeeting() {
        return metBefore;
    }

    boolean isMeeting() {
        return meeting.isOn();
    }

    /** The last sign of the person who is away; null where somebody is there or nobody can tell. */
    @Nullable Instant awaySince() {
        return awaySince;
    }

    /** Whether the last activity showed a sign of a person. */
    boolean isPresent() {
        return presence.isSign();
    }

    /** Whether an application that nobody knows has been in front without input, sound or a telling word. */
    boolean tellsNothing() {
        boolean unknown = minute.share(Category.UNKNOWN) + minute.share(Category.SYSTEM) > ALMOST_ALL;
        boolean still = minute.mean(Measure.INPUT) + minute.mean(Measure.SYSTEM_AUDIBLE) == 0
                && minute.mean(Measure.MIC_IN_USE) == 0;
        return unknown && still && last != null && last.front().hints().isEmpty();
    }

    /** What the person's rules hear. */
    Heard heard() {
        return heard;
    }

    Window minute() {
        return minute;
    }

    Window fiveMinutes() {
        return fiveMinutes;
    }

    Window quarterHour() {
        return quarterHour;
    }

    /** Writes the features of the last activity into that vector, hours read in that zone. */
    FeatureVector fill(FeatureVector vector, ZoneId zone) {
        if (last == null) {
            throw new IllegalStateException("no activity yet");
        }
        Features.fill(vector, this, last, zone);
        return vector;
    }

    private void forget() {
        last = null;
        meeting.reset();
        presence.reset();
        heard.forget();
        floors.clear();
        forgetWindows();
    }

    private void forgetWindows() {
        fresh = true;
        minute.clear();
        fiveMinutes.clear();
        quarterHour.clear();
    }

    /** Windows stay in front for long; reading their titles again and again would cost most of the time. */
    private Front front(Activity activity) {
        if (last != null) {
            Activity before = last.activity();
            if (before.app().equals(activity.app())
                    && Objects.equals(before.title(), activity.title())
                    && Objects.equals(before.domain(), activity.domain())) {
                return last.front();
            }
        }
        return Dictionary.shipped().front(activity.app(), activity.title(), activity.domain());
    }
}
