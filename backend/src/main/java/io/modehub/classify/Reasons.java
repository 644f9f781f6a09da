package io.modehub.classify;

import io.modehub.activity.ModeNames;
import io.modehub.activity.Rule;
import io.modehub.classify.Window.Measure;
import io.modehub.protocol.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts into words what speaks for a mode, most telling first. Titles are never quoted; only dictionary words are. */
final class Reasons {
    private static final int MOST = 4;
    private static final int LONGEST_NAME = 64;
    private static final double SPOKEN = 0.03;
    private static final double PLAYED = 0.2;
    private static final double TYPED = 0.06;
    private static final double POINTED = 0.1;

    private Reasons() {}

    /** What speaks for a mode over the last minute; may be empty. */
    static List<Reason> of(String mode, Observed now, Window minute) {
        List<Reason> reasons = new ArrayList<>();
        if (mode.equals(ModeNames.MEETING)) {
            addVoices(reasons, now, minute);
        }
        addTitle(reasons, mode, now);
        addApp(reasons, mode, now);
        addActivity(reasons, mode, minute);
        return reasons.subList(0, Math.min(MOST, reasons.size()));
    }

    static Reason rule(Rules.Rule rule) {
        return new Reason("rule", Map.of("name", rule.name()), "Rule: " + rule.words());
    }

    static Reason own(Rule rule) {
        return new Reason("ownRule", Map.of("name", rule.name()), "Your rule “" + rule.name() + "”");
    }

    static Reason noInput(Duration since) {
        long minutes = since.toMinutes();
        String text = minutes < 1 ? "Screen locked" : "No sign of a person for " + minutes + " min";
        return new Reason("noInput", Map.of("minutes", Long.toString(minutes)), text);
    }

    static Reason lowConfidence() {
        return new Reason("lowConfidence", Map.of(), "Nothing tells clearly");
    }

    private static void addVoices(List<Reason> reasons, Observed now, Window minute) {
        if (now.isMicInUse()) {
            String app = recorderName(now);
            Map<String, String> args = app.isEmpty() ? Map.of() : Map.of("app", app);
            String who = app.isEmpty() ? "An application" : app;
            reasons.add(new Reason("microphoneInUse", args, who + " is using the microphone"));
        }
        boolean mine = minute.mean(Measure.MIC_VOICE) >= SPOKEN;
        boolean theirs = minute.mean(Measure.SYSTEM_VOICE) >= SPOKEN;
        if (mine && theirs) {
            reasons.add(new Reason("voicesBothSides", Map.of(), "Voices on both sides"));
        } else if (mine) {
            reasons.add(new Reason("voiceMicrophone", Map.of(), "A voice at the microphone"));
        } else if (theirs) {
            reasons.add(systemSound());
        }
    }

    private static void addTitle(List<Reason> reasons, String mode, Observed now) {
        for (Map.Entry<Hint, String> found : now.front().hints().entrySet()) {
            if (found.getKey().mode.equals(mode)) {
                String word = found.getValue();
                reasons.add(new Reason("titleHint", Map.of("word", word), "“" + word + "” in the title"));
                return;
            }
        }
    }

    private static void addApp(List<Reason> reasons, String mode, Observed now) {
        Category category = now.front().category();
        String label = now.front().label();
        if (label != null && (category.typicalMode == null || category.typicalMode.equals(mode))) {
            Map<String, String> args = Map.of("app", label, "category", category.key());
            reasons.add(new Reason("appCategory", args, label + " (" + category.words + ") is in front"));
        }
    }

    private static void addActivity(List<Reason> reasons, String mode, Window minute) {
        boolean quietMode = mode.equals(ModeNames.WORK) || mode.equals(ModeNames.MEETING);
        if (!quietMode && minute.mean(Measure.SYSTEM_AUDIBLE) >= PLAYED) {
            reasons.add(systemSound());
        }
        if (minute.mean(Measure.KEYBOARD) >= TYPED) {
            reasons.add(new Reason("typing", Map.of(), "Typing"));
        }
        if (minute.mean(Measure.MOUSE) >= POINTED) {
            reasons.add(new Reason("pointer", Map.of(), "Pointer in use"));
        }
    }

    private static Reason systemSound() {
        return new Reason("systemSound", Map.of(), "Sound from the system");
    }

    /** The dictionary's name, else what the agent said without control characters, else empty. */
    private static String recorderName(Observed now) {
        if (now.recorder() != null) {
            return now.recorder().label();
        }
        String by = now.by() == null ? "" : now.by().replaceAll("\\p{C}", "").strip();
        return by.length() <= LONGEST_NAME ? by : by.substring(0, LONGEST_NAME).strip() + "…";
    }
}
