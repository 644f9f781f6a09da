package io.modehub.classify;

import io.modehub.activity.Folded;
import io.modehub.protocol.Activity;
import org.jspecify.annotations.Nullable;

/** The texts of an activity as rules compare them; without {@code .exe} at the end of the application. */
record FoldedTexts(
        String app, @Nullable String title, @Nullable String domain) {
    private static final String EXE = ".exe";

    static FoldedTexts of(Activity activity) {
        return new FoldedTexts(app(activity.app()), folded(activity.title()), folded(activity.domain()));
    }

    /** An application's name, as any system names it. */
    static String app(String name) {
        String app = Folded.text(name.strip());
        return app.endsWith(EXE) ? app.substring(0, app.length() - EXE.length()) : app;
    }

    private static @Nullable String folded(@Nullable String text) {
        return text == null ? null : Folded.text(text);
    }
}
