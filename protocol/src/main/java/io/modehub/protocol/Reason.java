package io.modehub.protocol;

import java.util.Map;

/**
 * Why a mode was chosen, for people.
 *
 * @param code a stable code that a page translates, such as {@code microphoneInUse}
 * @param args the code's arguments, such as {@code app}
 * @param text the same in English, for whoever does not know the code
 */
public record Reason(String code, Map<String, String> args, String text) {
    public Reason {
        args = Map.copyOf(args);
    }
}
