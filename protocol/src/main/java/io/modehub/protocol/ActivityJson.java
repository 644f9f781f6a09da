package io.modehub.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activities and levels as JSON: the hot path of the hub, so it streams and makes no tree. */
public final class ActivityJson {
    private ActivityJson() {}

    /** The JSON text of one activity. */
    public static String write(Activity activity) {
        return JsonOut.object(json -> writeMembers(json, activity));
    }

    /** Reads one activity; throws {@link InvalidActivity} or {@link MalformedFrame}. */
    public static Activity read(String text) {
        try (JsonIn in = new JsonIn(text)) {
            in.next();
            AgentFrame.Item item = readItem(in);
            in.end();
            if (item instanceof AgentFrame.Refused refused) {
                throw new InvalidActivity(refused.path(), refused.message());
            }
            return ((AgentFrame.Valid) item).activity();
        }
    }

    /**
     * The JSON array of levels, as {@link #readLevels} takes it. One is written for every activity that is stored, and to set
     * up a generator takes longer than so short a text.
     */
    public static String writeLevels(List<AudioLevel> audio) {
        StringBuilder out = new StringBuilder(100 * audio.size() + 2);
        for (AudioLevel level : audio) {
            out.append(out.isEmpty() ? "[{\"source\":" : ",{\"source\":");
            JsonOut.append(out, level.source().wire());
            appendIfPresent(out, ",\"name\":", level.name());
            JsonOut.append(out.append(",\"rmsDb\":"), level.rmsDb());
            JsonOut.append(out.append(",\"peakDb\":"), level.peakDb());
            JsonOut.append(out.append(",\"voice\":"), level.voice());
            if (level.inUse() != null) {
                out.append(",\"inUse\":").append(level.inUse());
            }
            appendIfPresent(out, ",\"by\":", level.by());
            out.append('}');
        }
        return out.isEmpty() ? "[]" : out.append(']').toString();
    }

    private static void appendIfPresent(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            JsonOut.append(out.append(name), value);
        }
    }

    /** Reads a JSON array of levels; throws {@link InvalidActivity} or {@link MalformedFrame}. */
    public static List<AudioLevel> readLevels(String text) {
        try (JsonIn in = new JsonIn(text)) {
            in.next();
            List<AudioLevel> levels = readAudio(in);
            in.end();
            return levels;
        }
    }

    static void writeMembers(JsonGenerator json, Activity activity) throws IOException {
        json.writeStringField("at", activity.at().toString());
        json.writeNumberField("durationMs", activity.durationMs());
        json.writeStringField("app", activity.app());
        writeIfPresent(json, "title", activity.title());
        writeIfPresent(json, "domain", activity.domain());
        JsonOut.writeNumber(json, "mouse", activity.mouse());
        JsonOut.writeNumber(json, "keyboard", activity.keyboard());
        Long idleMs = activity.idleMs();
        if (idleMs != null) {
            json.writeNumberField("idleMs", idleMs);
        }
        if (!activity.audio().isEmpty()) {
            writeAudio(json, activity.audio());
        }
    }

    static void writeAudio(JsonGenerator json, List<AudioLevel> audio) throws IOException {
        json.writeArrayFieldStart("audio");
        for (AudioLevel level : audio) {
            json.writeStartObject();
            json.writeStringField("source", level.source().wire());
            writeIfPresent(json, "name", level.name());
            JsonOut.writeNumber(json, "rmsDb", level.rmsDb());
            JsonOut.writeNumber(json, "peakDb", level.peakDb());
            JsonOut.writeNumber(json, "voice", level.voice());
            Boolean inUse = level.inUse();
            if (inUse != null) {
                json.writeBooleanField("inUse", inUse);
            }
            writeIfPresent(json, "by", level.by());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writeIfPresent(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** Reads the item under the cursor and leaves the cursor on its last token, whatever is wrong with it. */
    static AgentFrame.Item readItem(JsonIn in) {
        int start = in.tokenStart();
        if (in.here() != JsonToken.START_OBJECT) {
            in.skip();
            return new AgentFrame.Refused("", "must be an object", in.slice(start));
        }
        Draft draft = new Draft();
        InvalidActivity fault = null;
        String field;
        while ((field = in.nextField()) != null) {
            try {
                draft.read(in, field);
            } catch (InvalidActivity e) {
                fault = fault == null ? e : fault;
            }
        }
        try {
            if (fault == null) {
                return new AgentFrame.Valid(draft.build());
            }
        } catch (InvalidActivity e) {
            fault = e;
        }
        return new AgentFrame.Refused(fault.path(), fault.remedy(), in.slice(start));
    }

    static List<AudioLevel> readAudio(JsonIn in) {
        in.requireArray("audio");
        List<AudioLevel> levels = new ArrayList<>(2);
        InvalidActivity fault = null;
        for (int i = 0; in.next() != JsonToken.END_ARRAY; i++) {
            try {
                levels.add(readLevel(in));
            } catch (InvalidActivity e) {
                fault = fault == null ? new InvalidActivity("audio/" + i + "/" + e.path(), e.remedy()) : fault;
            }
        }
        if (fault != null) {
            throw fault;
        }
        return levels;
    }

    private static AudioLevel readLevel(JsonIn in) {
        in.requireObject("");
        AudioLevel.Source source = null;
        String name = null;
        Double rmsDb = null;
        Double peakDb = null;
        double voice = 0;
        Boolean inUse = null;
        String by = null;
        InvalidActivity fault = null;
        String field;
        while ((field = in.nextField()) != null) {
            try {
                switch (field) {
                    case "source" -> source = AudioLevel.Source.of(in.string(field));
                    case "name" -> name = in.stringOrNull(field);
                    case "rmsDb" -> rmsDb = in.number(field);
                    case "peakDb" -> peakDb = in.number(field);
                    case "voice" -> voice = in.number(field);
                    case "inUse" -> inUse = in.isNull() ? null : in.bool(field);
                    case "by" -> by = in.stringOrNull(field);
                    default -> in.skip();
                }
            } catch (InvalidActivity e) {
                fault = fault == null ? e : fault;
            }
        }
        if (fault != null) {
            throw fault;
        }
        double rms = required("rmsDb", rmsDb);
        return new AudioLevel(required("source", source), name, rms, peakDb == null ? rms : peakDb, voice, inUse, by);
    }

    private static <T> T required(String path, @Nullable T value) {
        if (value == null) {
            throw new InvalidActivity(path, "is missing");
        }
        return value;
    }

    /** The members read so far. */
    private static final class Draft {
        private @Nullable Instant at;
        private @Nullable Integer durationMs;
        private @Nullable String app;
        private @Nullable String title;
        private @Nullable String domain;
        private double mouse;
        private double keyboard;
        private @Nullable Long idleMs;
        private List<AudioLevel> audio = List.of();

        void read(JsonIn in, String field) {
            switch (field) {
                case "at" -> at = in.instant(field);
                case "durationMs" ->
                    durationMs = (int) Math.max(-1, Math.min(in.wholeNumber(field), Integer.MAX_VALUE));
                case "app" -> app = in.string(field);
                case "title" -> title = in.stringOrNull(field);
                case "domain" -> domain = in.stringOrNull(field);
                case "mouse" -> mouse = in.number(field);
                case "keyboard" -> keyboard = in.number(field);
                case "idleMs" -> idleMs = in.isNull() ? null : in.wholeNumber(field);
                case "audio" -> audio = in.isNull() ? List.of() : readAudio(in);
                default -> in.skip();
            }
        }

        Activity build() {
            return new Activity(
                    required("at", at),
                    required("durationMs", durationMs),
                    required("app", app),
                    title,
                    domain,
                    mouse,
                    keyboard,
                    idleMs,
                    audio);
        }
    }
}
