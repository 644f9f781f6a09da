package io.modehub.simulator;

import io.modehub.simulator.Catalog.Line;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What stays the same about one person and their machine from day to day. */
final class Habits {
    private static final double SHARE_OF_FAVOURITES = 0.75;

    final Platform platform;
    final String browser;
    final Scene callScene;
    /** Share of windows for which the person uses a site in the browser where there is one. */
    final double browses;
    /** Factor on keyboard and pointer levels. */
    final double vigour;
    /** Chance that a stretch of work has music in the background. */
    final double musicAtWork;
    /** Room noise at the microphone in dBFS. */
    final double roomDb;
    /** The person's own voice at the microphone in dBFS. */
    final double voiceDb;
    /** Voices and media from the speakers in dBFS. */
    final double systemDb;
    /** Whether the microphone is measured all the time, not only while an application records from it. */
    final boolean micAlwaysOpen;
    /** Whether the agent can tell which application records. */
    final boolean tellsRecorder;
    /** The person's share of the talk in a meeting. */
    final double talkative;

    final String micName;
    final String systemName;

    private final Map<Scene, List<Line>> favourites = new EnumMap<>(Scene.class);

    Habits(Persona persona, long seed) {
        Dice dice = new Dice(seed, persona.salt, 7);
        platform = dice.pick(List.of(Platform.values()));
        browser = dice.pick(List.of("chrome", "chrome", "firefox", "edge"));
        callScene = dice.pick(
                List.of(Scene.CALL_ZOOM, Scene.CALL_TEAMS, Scene.CALL_TEAMS, Scene.CALL_MEET, Scene.CALL_MEET));
        browses = dice.between(0.55, 0.85);
        vigour = dice.around(1, 0.25);
        musicAtWork = dice.between(0.05, 0.7);
        roomDb = dice.between(-64, -48);
        voiceDb = dice.between(-34, -20);
        systemDb = dice.between(-36, -20);
        micAlwaysOpen = dice.chance(0.25);
        tellsRecorder = dice.chance(0.85);
        talkative = dice.between(0.12, 0.5);
        micName = dice.pick(List.of("Internal Microphone", "USB Headset", "Webcam Microphone"));
        systemName = dice.pick(List.of("Speakers", "USB Headset", "Built-in Audio"));
        for (Scene scene : Scene.values()) {
            favourites.put(scene, favourites(scene, dice));
        }
    }

    /** Some window of the scene, mostly one of the person's favourites. */
    Line line(Scene scene, Dice dice) {
        List<Line> all = Catalog.shipped().lines(scene);
        List<Line> some = dice.chance(SHARE_OF_FAVOURITES) ? favourites.getOrDefault(scene, all) : all;
        List<Line> sites = some.stream().filter(Line::isSite).toList();
        return dice.pick(dice.chance(browses) && !sites.isEmpty() ? sites : some);
    }

    private static List<Line> favourites(Scene scene, Dice dice) {
        List<Line> all = Catalog.shipped().lines(scene);
        List<Line> some = new ArrayList<>();
        for (Line line : all) {
            if (dice.chance(0.4)) {
                some.add(line);
            }
        }
        return some.isEmpty() ? all : some;
    }
}
