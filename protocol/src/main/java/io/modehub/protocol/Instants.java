package io.modehub.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** ISO-8601 instants with an offset; the usual spelling is read without the general parser, which costs ten times more. */
final class Instants {
    private Instants() {}

    /** Parses an instant; throws {@link InvalidActivity} with the given path. */
    static Instant parse(String path, String text) {
        try {
            Instant quick = parseUtc(text);
            return quick != null ? quick : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidActivity(path, "must be an ISO-8601 time with an offset, such as 2026-11-23T09:15:00Z");
        }
    }

    /** {@code yyyy-MM-ddTHH:mm:ss[.f{1,9}]Z}, or null for any other spelling. */
    private static @org.jspecify.annotations.Nullable Instant parseUtc(String text) {
        int length = text.length();
        if (length < 20 || text.charAt(length - 1) != 'Z' || text.charAt(10) != 'T' || length > 30) {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if ((year | month | day | hour | minute | second) < 0
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        int nanos = 0;
        if (length > 20) {
            int fraction = length < 22 || text.charAt(19) != '.' ? -1 : digits(text, 20, length - 1);
            if (fraction < 0) {
                return null;
            }
            nanos = fraction;
            for (int scale = length - 21; scale < 9; scale++) {
                nanos *= 10;
            }
        }
        long day0 = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(day0 * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
