package io.modehub.interop;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.modehub.failure.HubException;
import io.modehub.interop.WatcherEvent.Kind;
import io.modehub.protocol.Activity;
import io.modehub.protocol.Text;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of one event, {@code {"timestamp","duration","data":{…}}}, as they stand there.
 *
 * @param seconds how long it took; none: 0; no number: NaN
 */
record WatcherFields(@Nullable String timestamp, double seconds, Map<String, String> data) {
    private static final Set<String> KNOWN = Set.of("app", "title", "status", "url", "incognito");
    private static final Pattern SITE = Pattern.compile("(?i)https?://(?:[^/?#@]*@)?(?:www\\.)?([^/?#:\\[\\]]{1,253})");

    /** Reads on to the event's end; what is no member of ours is passed over. What is no object has no members. */
    static WatcherFields read(JsonParser in) throws IOException {
        String timestamp = null;
        double seconds = 0;
        Map<String, String> data = new HashMap<>();
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return new WatcherFields(timestamp, seconds, data);
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("timestamp") && value == JsonToken.VALUE_STRING) {
                timestamp = in.getText();
            } else if (name.equals("duration") && value != JsonToken.VALUE_NULL) {
                seconds = value.isNumeric() ? in.getDoubleValue() : Double.NaN;
                in.skipChildren();
            } else if (name.equals("data") && value == JsonToken.START_OBJECT) {
                readData(in, data);
            } else {
                in.skipChildren();
            }
        }
        return new WatcherFields(timestamp, seconds, data);
    }

    private static void readData(JsonParser in, Map<String, String> data) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (KNOWN.contains(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                data.put(name, in.getText());
            } else {
                in.skipChildren();
            }
        }
    }

    /** The event, or none where it tells nothing we keep. Throws {@link HubException} that names the member at fault. */
    Optional<WatcherEvent> event(Kind kind, Instant now) {
        Instant from = from();
        Duration length = length();
        if (from.plus(length).isAfter(now.plus(Activity.MAX_AHEAD))) {
            throw Fields.fault("timestamp", "must not lead more than 5 minutes into the future");
        }
        return switch (kind) {
            case WINDOW -> Optional.of(WatcherEvent.of(kind, from, length, application(), text("title")));
            case PRESENCE -> Optional.of(WatcherEvent.of(kind, from, length, status(), ""));
            case SITE -> site().map(site -> WatcherEvent.of(kind, from, length, site, text("title")));
        };
    }

    private Instant from() {
        if (timestamp == null) {
            throw Fields.fault("timestamp", "is missing");
        }
        try {
            Instant from = OffsetDateTime.parse(timestamp).toInstant();
            int year = from.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1970 || year >= 9000) {
                throw Fields.fault("timestamp", "must lie between the years 1970 and 9000");
            }
            return from;
        } catch (DateTimeException e) {
            throw Fields.fault(
                    "timestamp", "must be an ISO-8601 time with an offset, such as 2026-11-23T09:15:00.123000+00:00");
        }
    }

    private Duration length() {
        if (!(seconds >= 0 && seconds <= WatcherEvent.LONGEST.toSeconds())) {
            throw Fields.fault("duration", "must be seconds from 0 to " + WatcherEvent.LONGEST.toSeconds());
        }
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private String application() {
        String application = text("app");
        return application.isBlank() ? "unknown" : application;
    }

    private String status() {
        String status = text("status");
        if (!status.equals(WatcherEvent.AFK) && !status.equals(WatcherEvent.NOT_AFK)) {
            throw Fields.fault("data/status", "must be " + WatcherEvent.AFK + " or " + WatcherEvent.NOT_AFK);
        }
        return status;
    }

    /** Nothing of a tab that leaves no traces, and nothing of pages that come from no site. */
    private Optional<String> site() {
        Matcher address = SITE.matcher(data.getOrDefault("url", ""));
        boolean hidden = Boolean.parseBoolean(data.get("incognito"));
        return hidden || !address.lookingAt()
                ? Optional.empty()
                : Optional.of(Text.clean(address.group(1).toLowerCase(Locale.ROOT)));
    }

    private String text(String member) {
        return Text.cut(data.getOrDefault(member, ""));
    }
}
