package io.modehub.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.protocol.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The members of one record; a fault names the member and what it must be. */
final class Fields {
    private static final LocalDate LATEST = LocalDate.of(9000, 1, 1);

    private final JsonNode object;

    Fields(JsonNode object) {
        this.object = object;
    }

    static HubException fault(String field, String message) {
        return HubException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }

    boolean has(String field) {
        return object.hasNonNull(field);
    }

    JsonNode node(String field) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            throw fault(field, "is missing");
        }
        return node;
    }

    /** A text of at least one character that isn't blank. */
    String name(String field, int most) {
        String text = text(field, most).strip();
        if (text.isEmpty()) {
            throw fault(field, "must not be blank");
        }
        return text;
    }

    String text(String field, int most) {
        return text(field, node(field), most);
    }

    static String text(String field, JsonNode node, int most) {
        if (!node.isTextual() || node.textValue().length() > most) {
            throw fault(field, "must be a text of at most " + most + " characters");
        }
        return Text.clean(node.textValue());
    }

    Optional<String> textIfAny(String field, int most) {
        return has(field) ? Optional.of(text(field, most)) : Optional.empty();
    }

    List<String> texts(String field, int mostTexts, int most) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(field, mostTexts)) {
            texts.add(text(field, text, most));
        }
        return texts;
    }

    JsonNode array(String field, int most) {
        JsonNode node = node(field);
        if (!node.isArray() || node.size() > most) {
            throw fault(field, "must be an array of at most " + most);
        }
        return node;
    }

    String oneOf(String field, List<String> values) {
        JsonNode node = node(field);
        if (!node.isTextual() || !values.contains(node.textValue())) {
            throw fault(field, "must be one of " + String.join(", ", values));
        }
        return node.textValue();
    }

    long whole(String field, long least, long most) {
        return whole(field, node(field), least, most);
    }

    static long whole(String field, JsonNode node, long least, long most) {
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            throw fault(field, "must be a whole number from " + least + " to " + most);
        }
        return node.longValue();
    }

    float share(String field) {
        JsonNode node = node(field);
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() <= 1)) {
            throw fault(field, "must be a number from 0 to 1");
        }
        return node.floatValue();
    }

    boolean flag(String field) {
        return object.path(field).asBoolean(false);
    }

    UUID uuid(String field) {
        try {
            return UUID.fromString(text(field, 36));
        } catch (IllegalArgumentException e) {
            throw fault(field, "must be a UUID");
        }
    }

    Instant instant(String field) {
        try {
            Instant at = OffsetDateTime.parse(text(field, 40)).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (at.isBefore(Instant.EPOCH) || !at.isBefore(io.modehub.spans.DayFold.startOf(LATEST))) {
                throw fault(field, "must lie between the years 1970 and 9000");
            }
            return at;
        } catch (DateTimeException e) {
            throw fault(field, "must be an ISO-8601 time with an offset, such as 2026-11-23T09:15:00Z");
        }
    }

    LocalDate day(String field) {
        try {
            LocalDate day = LocalDate.parse(text(field, 10));
            if (day.isBefore(LocalDate.EPOCH) || !day.isBefore(LATEST)) {
                throw fault(field, "must lie between the years 1970 and 9000");
            }
            return day;
        } catch (DateTimeException e) {
            throw fault(field, "must be a day such as 2026-11-23");
        }
    }
}
