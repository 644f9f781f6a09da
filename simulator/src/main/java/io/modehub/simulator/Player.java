package io.modehub.simulator;

import io.modehub.simulator.Catalog.Line;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the stretches of a plan into an agent's activities, in order. */
final class Player {
    private static final int TICK_SECONDS = 5;
    private static final double GLANCE_ELSEWHERE = 0.14;
    private static final double GLANCE_OFF_GAME = 0.3;
    private static final double SHARES_SCREEN = 0.35;

    private static final List<Scene> CALLS =
            List.of(Scene.CALL_ZOOM, Scene.CALL_TEAMS, Scene.CALL_MEET, Scene.CALL_WEBEX, Scene.CALL_SLACK);
    private static final Map<Scene, Double> AROUND_GAMES = new EnumMap<>(
            Map.of(Scene.LAUNCHER, 3.0, Scene.VOICECHAT, 3.0, Scene.VIDEO, 1.0, Scene.CHAT, 1.5, Scene.RESEARCH, 0.7));

    private final Persona persona;
    private final Screens screens;
    private final Habits habits;
    private final Dice dice;
    private final boolean sleeps;
    private final Recorder recorder;
    private Shown shown;
    private Scene scene = Scene.MAIL;

    /** What is in front. */
    record Shown(String app, String title, @Nullable String domain) {}

    /**
     * @param midnight where the seconds of the stretches count from
     * @param sleeps whether the machine may fall asleep while the person is away
     */
    Player(Persona persona, Habits habits, Dice dice, Instant midnight, boolean sleeps) {
        this.persona = persona;
        this.screens = Screens.of(persona);
        this.habits = habits;
        this.dice = dice;
        this.sleeps = sleeps;
        this.recorder = new Recorder(midnight);
        this.shown = show(scene);
    }

    /** What was recorded of all stretches played. */
    List<Lived> samples() {
        return recorder.samples();
    }

    void play(Stretch stretch) {
        if (stretch.doing() == Doing.AWAY) {
            playAway(stretch);
            return;
        }
        Scene call = pickCall();
        Sounds sounds = sounds(stretch.doing(), call);
        int at = stretch.from();
        while (at < stretch.to()) {
            boolean glance = chooseScene(stretch.doing(), call);
            double seconds = Math.max(4, dice.around(scene.seconds, 0.7));
            int end = Math.min(stretch.to(), at + (int) (glance ? Math.min(110, seconds) : seconds));
            playScene(stretch.doing().mode, sounds, at, end);
            at = end;
        }
    }

    private void playScene(String mode, Sounds sounds, int from, int to) {
        boolean busy = dice.chance(0.8);
        int at = from;
        while (at < to) {
            int seconds = sounds.steadySeconds(Math.min(TICK_SECONDS, to - at));
            busy = dice.chance(busy ? 0.85 + 0.15 * scene.busy : 0.3 * scene.busy);
            double keyboard = busy ? input(scene.keyboard) : 0;
            double mouse = busy ? input(scene.mouse) : 0;
            recorder.record(shown, at, seconds, keyboard, mouse, sounds.levels(scene.sound, keyboard, seconds), mode);
            at += seconds;
        }
    }

    /** Nobody there: what was on the screen stays, or the lock screen comes; at times the machine falls asleep. */
    private void playAway(Stretch stretch) {
        boolean keepsPlaying = dice.chance(0.12);
        Sounds sounds = new Sounds(dice, habits, null, null, keepsPlaying);
        int locksAt = dice.chance(0.35) ? stretch.from() + dice.between(0, 40) : stretch.to();
        int end = sleeps && dice.chance(0.3) ? Math.min(stretch.to(), stretch.from() + 600) : stretch.to();
        for (int at = stretch.from(); at < end; at += TICK_SECONDS) {
            if (at >= locksAt && scene != Scene.LOCK) {
                scene = Scene.LOCK;
                shown = show(scene);
            }
            int seconds = Math.min(TICK_SECONDS, end - at);
            recorder.record(shown, at, seconds, 0, 0, sounds.levels(Scene.Sound.QUIET, 0, seconds), Doing.AWAY.mode);
        }
        recorder.forgetIdle(stretch.to() - end);
    }

    private Scene pickCall() {
        if (persona == Persona.STUDENT && dice.chance(0.6)) {
            return Scene.LECTURE;
        }
        return dice.chance(0.75) ? habits.callScene : dice.pick(CALLS);
    }

    private Sounds sounds(Doing doing, Scene call) {
        switch (doing) {
            case MEETING -> {
                boolean listens = call == Scene.LECTURE;
                Talk talk = new Talk(dice, listens ? 0 : habits.talkative, dice.between(5, 45));
                return new Sounds(
                        dice, habits, talk, listens ? null : show(call).app(), false);
            }
            case GAMING -> {
                if (dice.chance(0.4)) {
                    String discord = Catalog.shipped().appName("discord", habits.platform);
                    return new Sounds(dice, habits, new Talk(dice, 0.35, 3), discord, false);
                }
                return new Sounds(dice, habits, null, null, dice.chance(0.1));
            }
            default -> {
                double music = doing == Doing.WORK ? habits.musicAtWork : 0.2;
                return new Sounds(dice, habits, null, null, dice.chance(music));
            }
        }
    }

    /** Puts the next scene in front; true for a short look at something that isn't what the person does. */
    private boolean chooseScene(Doing doing, Scene call) {
        boolean glance = dice.chance(doing == Doing.GAMING ? GLANCE_OFF_GAME : GLANCE_ELSEWHERE);
        scene = switch (doing) {
            case WORK -> dice.pick(glance ? screens.relax() : screens.work());
            case RELAX -> dice.pick(glance ? screens.work() : screens.relax());
            case GAMING -> glance ? dice.pick(AROUND_GAMES) : Scene.GAME;
            case MEETING -> dice.chance(SHARES_SCREEN) ? dice.pick(screens.work()) : call;
            case AWAY -> scene;
        };
        shown = show(scene);
        return glance;
    }

    private double input(double typical) {
        double level = dice.chance(0.15) ? 0 : dice.around(typical * habits.vigour, 0.5);
        return Math.round(10 * Math.min(10, level)) / 10.0;
    }

    private Shown show(Scene scene) {
        Line line = habits.line(scene, dice);
        Catalog catalog = Catalog.shipped();
        String title = catalog.fill(line.title(), dice);
        if (!line.app().equals(Catalog.BROWSER)) {
            return new Shown(catalog.appName(line.app(), habits.platform), title, null);
        }
        String suffix =
                switch (habits.browser) {
                    case "firefox" -> " — Mozilla Firefox";
                    case "edge" -> " - Personal - Microsoft Edge";
                    default -> " - Google Chrome";
                };
        return new Shown(catalog.appName(habits.browser, habits.platform), title + suffix, line.domain());
    }
}
