package io.modehub.classify;

import io.modehub.classify.Window.Measure;

/** What the windows count of one activity, in whole numbers, read once for all of them. */
final class Look {
    /** Steps in which measures of 0 to 1 are counted. */
    static final int STEPS = 1024;

    final long endMs;
    final int durationMs;
    final boolean switched;
    final boolean turned;
    final Front front;
    private final int[] steps = new int[Measure.all().size()];

    Look(Observed o) {
        endMs = o.activity().end().toEpochMilli();
        durationMs = o.activity().durationMs();
        switched = o.switched();
        turned = o.turned();
        front = o.front();
        set(Measure.MOUSE, o.activity().mouse() / 10);
        set(Measure.KEYBOARD, o.activity().keyboard() / 10);
        set(Measure.INPUT, o.hasInput());
        set(Measure.MIC_LEVEL, Features.level(o.micDb()));
        set(Measure.MIC_VOICE, o.micVoice());
        set(Measure.MIC_IN_USE, o.isMicInUse());
        set(Measure.MIC_ACTIVE, o.micActive());
        set(Measure.SYSTEM_LEVEL, Features.level(o.systemDb()));
        set(Measure.SYSTEM_VOICE, o.systemVoice());
        set(Measure.SYSTEM_AUDIBLE, o.systemActive());
        set(Measure.BOTH_VOICES, o.hearsMic() && o.hearsSystem());
        set(Measure.BOTH_ACTIVE, o.micActive() && o.systemActive());
    }

    /** A measure in {@link #STEPS}. */
    int steps(int measure) {
        return steps[measure];
    }

    private void set(Measure measure, boolean is) {
        steps[measure.slot()] = is ? STEPS : 0;
    }

    private void set(Measure measure, double value) {
        steps[measure.slot()] = (int) Math.round(value * STEPS);
    }
}
