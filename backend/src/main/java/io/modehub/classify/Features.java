package io.modehub.classify;

import io.modehub.classify.Window.Measure;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model sees of an activity and the minutes before it. The same code serves live, training and replay. Values lie
 * in −1 to 1; what an agent can't measure is 0, like silence or stillness, so missing sensors need no special case.
 * Names are what models store: after any change of their meaning {@link #VERSION} goes up and old models are refused.
 */
public final class Features {
    public static final int VERSION = 2;

    /** The constant feature; its name tells which version a model was trained on. */
    static final String VERSION_NAME = "bias:v" + VERSION;

    private static final double LONG_IDLE_MS = 600_000;

    private static final List<String> WINDOW_NAMES =
            List.of("switches", "turns", "filled", "both", "soundTyping", "soundStill", "voiceNoMic");

    private static final List<String> NAMES = new ArrayList<>();
    private static final int BIAS = slots(VERSION_NAME);
    private static final int NOW = slots(
            "mouse",
            "keyboard",
            "idle",
            "mic",
            "micVoice",
            "micInUse",
            "micActive",
            "system",
            "systemVoice",
            "systemAudible",
            "bothActive");
    private static final int RECORDER = slots("recorder:call", "recorder:voicechat", "recorder:other");
    private static final int CATEGORY = categorySlots("category:");
    private static final int HINT = hintSlots("hint:");
    private static final int MINUTE = windowSlots("1m:");
    private static final int FIVE_MINUTES = windowSlots("5m:");
    private static final int QUARTER_HOUR = windowSlots("15m:");
    /** First of the slots that are a person's own; all before are general. */
    private static final int CLOCK = slots("clock:sin", "clock:cos", "clock:weekend");

    private static final int APP = bucketSlots("app:", Tokens.APP_BUCKETS);
    private static final int TITLE = bucketSlots("title:", Tokens.TITLE_BUCKETS);

    private Features() {}

    /** How many slots there are. */
    public static int count() {
        return NAMES.size();
    }

    /** A slot's name; stable as long as the version is. */
    public static String name(int slot) {
        return NAMES.get(slot);
    }

    /**
     * Whether a feature means the same for everybody. Names of applications, words of titles and hours are a person's
     * own: a model learns them from that person, not from invented days.
     */
    static boolean isGeneral(int slot) {
        return slot < CLOCK;
    }

    /** All but hour and weekday, which teach a model the schedule of the days it saw rather than what people do. */
    static boolean isTimeless(int slot) {
        return slot < CLOCK || slot >= APP;
    }

    /** What one activity tells, application's name and title included; no minutes before it. */
    static boolean isOneSample(int slot) {
        return slot < MINUTE || slot >= APP;
    }

    /** Application, pointer and clock: the least that a log might hold. */
    static boolean isAppMouseOrHour(int slot) {
        return slot <= NOW || (slot >= CLOCK && slot < TITLE);
    }

    /** A level in dBFS as 0 (silence) to 1. */
    static double level(double db) {
        return (db - AudioLevel.SILENCE_DB) / -AudioLevel.SILENCE_DB;
    }

    /** Fills the vector anew; hour and weekday are those of that zone. */
    static void fill(FeatureVector out, Evidence evidence, Observed now, ZoneId zone) {
        out.clear();
        out.add(BIAS, 1);
        fillNow(out, now);
        fillWindow(out, MINUTE, evidence.minute());
        fillWindow(out, FIVE_MINUTES, evidence.fiveMinutes());
        fillWindow(out, QUARTER_HOUR, evidence.quarterHour());
        fillClock(out, now.activity().at().atZone(zone));
        fillTokens(out, now.front().tokens());
    }

    private static void fillNow(FeatureVector out, Observed now) {
        Activity activity = now.activity();
        int slot = NOW;
        out.add(slot++, activity.mouse() / 10);
        out.add(slot++, activity.keyboard() / 10);
        out.add(slot++, activity.idleMs() == null ? 0 : Math.min(1, activity.idleMs() / LONG_IDLE_MS));
        out.add(slot++, level(now.micDb()));
        out.add(slot++, now.micVoice());
        out.add(slot++, now.isMicInUse() ? 1 : 0);
        out.add(slot++, now.micActive() ? 1 : 0);
        out.add(slot++, level(now.systemDb()));
        out.add(slot++, now.systemVoice());
        out.add(slot++, now.systemActive() ? 1 : 0);
        out.add(slot, now.micActive() && now.systemActive() ? 1 : 0);
        if (now.isMicInUse()) {
            Category recorder = now.recorderCategory();
            boolean call = recorder == Category.CALL || recorder == Category.TEAMCHAT;
            out.add(RECORDER + (call ? 0 : recorder == Category.VOICECHAT ? 1 : 2), 1);
        }
        out.add(CATEGORY + now.front().category().slot(), 1);
        for (Hint hint : now.front().hints().keySet()) {
            out.add(HINT + hint.slot(), 1);
        }
    }

    private static void fillWindow(FeatureVector out, int first, Window window) {
        int slot = first;
        for (Measure measure : Measure.all()) {
            out.add(slot++, window.mean(measure));
        }
        double sound = window.mean(Measure.SYSTEM_AUDIBLE);
        double voices = window.mean(Measure.SYSTEM_VOICE);
        double typing = window.mean(Measure.KEYBOARD);
        out.add(slot++, Math.min(1, window.switchesPerMinute() / 10));
        out.add(slot++, Math.min(1, window.turnsPerMinute() / 10));
        out.add(slot++, window.filled());
        out.add(slot++, Math.min(window.mean(Measure.MIC_VOICE), voices));
        out.add(slot++, sound * typing);
        out.add(slot++, sound * (1 - window.mean(Measure.INPUT)));
        out.add(slot++, voices * (1 - window.mean(Measure.MIC_IN_USE)));
        for (int i = 0; i < Category.count(); i++) {
            out.add(slot++, window.share(Category.at(i)));
        }
        for (int i = 0; i < Hint.count(); i++) {
            out.add(slot++, window.share(Hint.at(i)));
        }
    }

    private static void fillClock(FeatureVector out, ZonedDateTime local) {
        double angle = 2 * Math.PI * local.toLocalTime().toSecondOfDay() / 86_400;
        out.add(CLOCK, Math.sin(angle));
        out.add(CLOCK + 1, Math.cos(angle));
        out.add(CLOCK + 2, local.getDayOfWeek().getValue() > 5 ? 1 : 0);
    }

    private static void fillTokens(FeatureVector out, Tokens tokens) {
        out.add(APP + tokens.app(), 1);
        for (int i = 0; i < tokens.size(); i++) {
            out.add(TITLE + tokens.bucket(i), tokens.value(i));
        }
    }

    private static int slots(String... names) {
        int first = NAMES.size();
        NAMES.addAll(List.of(names));
        return first;
    }

    private static int windowSlots(String prefix) {
        int first = NAMES.size();
        for (Measure measure : Measure.all()) {
            NAMES.add(prefix + measure.key);
        }
        for (String name : WINDOW_NAMES) {
            NAMES.add(prefix + name);
        }
        categorySlots(prefix + "category:");
        hintSlots(prefix + "hint:");
        return first;
    }

    private static int categorySlots(String prefix) {
        int first = NAMES.size();
        for (int i = 0; i < Category.count(); i++) {
            NAMES.add(prefix + Category.at(i).key());
        }
        return first;
    }

    private static int hintSlots(String prefix) {
        int first = NAMES.size();
        for (int i = 0; i < Hint.count(); i++) {
            NAMES.add(prefix + Hint.at(i).key());
        }
        return first;
    }

    private static int bucketSlots(String prefix, int buckets) {
        int first = NAMES.size();
        for (int i = 0; i < buckets; i++) {
            NAMES.add(prefix + i);
        }
        return first;
    }
}
