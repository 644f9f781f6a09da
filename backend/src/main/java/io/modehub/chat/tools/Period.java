package io.modehub.chat.tools;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A period as the hub understood it: {@code [from, to)}.
 *
 * @param asked the words of the tool's argument, such as {@code last_week}
 * @param label for people, in their language: {@code last week (Nov 16 – 22, 2026)}
 * @param to may lie in the future; time after now is never counted
 * @param complete whether it has ended
 */
public record Period(String asked, String label, Instant from, Instant to, ZoneId zone, boolean complete) {
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period must end after it begins");
        }
    }
}
