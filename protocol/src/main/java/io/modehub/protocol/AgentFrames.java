package io.modehub.protocol;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The codec of frames from agent to hub. */
public final class AgentFrames {
    /** Most bytes of UTF-8 a frame may have; a longer one closes the link with 1009. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_LIST = 64;

    private AgentFrames() {}

    /** The JSON text of a frame, its type first. */
    public static String encode(AgentFrame frame) {
        return JsonOut.object(json -> {
            if (frame instanceof AgentFrame.Hello hello) {
                json.writeStringField("type", "hello");
                json.writeStringField("stream", hello.stream().toString());
                json.writeNumberField("first", hello.first());
                json.writeNumberField("next", hello.next());
                json.writeStringField("agentVersion", hello.agentVersion());
                json.writeStringField("platform", hello.platform());
                json.writeArrayFieldStart("sensors");
                for (String sensor : hello.sensors()) {
                    json.writeString(sensor);
                }
                json.writeEndArray();
                json.writeArrayFieldStart("sources");
                for (AgentFrame.AudioSource source : hello.sources()) {
                    json.writeStartObject();
                    json.writeStringField("source", source.source().wire());
                    ActivityJson.writeIfPresent(json, "name", source.name());
                    json.writeEndObject();
                }
                json.writeEndArray();
            } else if (frame instanceof AgentFrame.Activities batch) {
                json.writeStringField("type", "activities");
                json.writeNumberField("first", batch.first());
                json.writeArrayFieldStart("items");
                for (AgentFrame.Item item : batch.items()) {
                    if (item instanceof AgentFrame.Valid valid) {
                        json.writeStartObject();
                        ActivityJson.writeMembers(json, valid.activity());
                        json.writeEndObject();
                    } else if (item instanceof AgentFrame.Refused refused) {
                        json.writeRawValue(refused.json());
                    }
                }
                json.writeEndArray();
            } else if (frame instanceof AgentFrame.Gap gap) {
                json.writeStringField("type", "gap");
                json.writeNumberField("from", gap.from());
                json.writeNumberField("to", gap.to());
                json.writeStringField("reason", gap.reason());
            } else if (frame instanceof AgentFrame.SetMode mode) {
                json.writeStringField("type", "mode");
                json.writeNumberField("seq", mode.seq());
                json.writeStringField("at", mode.at().toString());
                json.writeStringField("mode", mode.mode());
                Instant until = mode.until();
                if (until != null) {
                    json.writeStringField("until", until.toString());
                }
            } else if (frame instanceof AgentFrame.Levels levels) {
                json.writeStringField("type", "levels");
                ActivityJson.writeAudio(json, levels.audio());
                json.writeNumberField("mouse", levels.mouse());
                json.writeNumberField("keyboard", levels.keyboard());
                json.writeStringField("app", levels.app());
                ActivityJson.writeIfPresent(json, "title", levels.title());
            } else {
                throw new IllegalArgumentException("an unknown frame is not sent");
            }
        });
    }

    /** Reads a frame; throws {@link MalformedFrame} where its envelope is broken. Bad items come as {@code Refused}. */
    public static AgentFrame decode(String text) {
        return decode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a frame as it comes over the wire, in UTF-8; throws {@link MalformedFrame} where its envelope is broken. */
    public static AgentFrame decode(byte[] utf8) {
        try (JsonIn in = new JsonIn(utf8)) {
            String type = Frames.type(in);
            Fields fields = new Fields();
            String field;
            while ((field = in.nextField()) != null) {
                fields.read(in, type, field);
            }
            in.end();
            return fields.build(type);
        } catch (InvalidActivity e) {
            throw new MalformedFrame(e.path() + ": " + e.remedy());
        }
    }

    /** The members of all frame types; a frame uses those its type has. */
    private static final class Fields {
        private long first = -1;
        private long next = -1;
        private long from = -1;
        private long to = -1;
        private long seq = -1;
        private double mouse;
        private double keyboard;
        private @Nullable UUID stream;
        private @Nullable Instant at;
        private @Nullable Instant until;
        private @Nullable String mode;
        private @Nullable String app;
        private @Nullable String title;
        private String agentVersion = "";
        private String platform = "";
        private String reason = "";
        private List<String> sensors = List.of();
        private List<AgentFrame.AudioSource> sources = List.of();
        private List<AudioLevel> audio = List.of();
        private @Nullable List<AgentFrame.Item> items;

        void read(JsonIn in, String type, String field) {
            switch (type + "." + field) {
                case "hello.stream" -> stream = uuid(in.string(field));
                case "hello.first", "activities.first" -> first = in.wholeNumber(field);
                case "hello.next" -> next = in.wholeNumber(field);
                case "hello.agentVersion" -> agentVersion = Text.cut(in.string(field));
                case "hello.platform" -> platform = Text.cut(in.string(field));
                case "hello.sensors" -> sensors = limited(field, in.strings(field));
                case "hello.sources" -> sources = limited(field, readSources(in));
                case "activities.items" -> items = readItems(in);
                case "gap.from" -> from = in.wholeNumber(field);
                case "gap.to" -> to = in.wholeNumber(field);
                case "gap.reason" -> reason = Text.cut(in.string(field));
                case "mode.seq" -> seq = in.wholeNumber(field);
                case "mode.at" -> at = in.instant(field);
                case "mode.mode" -> mode = Checks.text(field, in.stringOrNull(field));
                case "mode.until" -> until = in.isNull() ? null : in.instant(field);
                case "levels.audio" -> audio = ActivityJson.readAudio(in);
                case "levels.mouse" -> mouse = in.number(field);
                case "levels.keyboard" -> keyboard = in.number(field);
                case "levels.app" -> app = Checks.requiredText(field, in.string(field));
                case "levels.title" -> title = Checks.text(field, in.stringOrNull(field));
                default -> in.skip();
            }
        }

        AgentFrame build(String type) {
            return switch (type) {
                case "hello" ->
                    new AgentFrame.Hello(
                            Frames.required("stream", stream),
                            Frames.least("first", first, 1),
                            Frames.least("next", next, first),
                            agentVersion,
                            platform,
                            sensors,
                            sources);
                case "activities" ->
                    new AgentFrame.Activities(Frames.least("first", first, 1), Frames.required("items", items));
                case "gap" -> new AgentFrame.Gap(Frames.least("from", from, 1), Frames.least("to", to, from), reason);
                case "mode" ->
                    new AgentFrame.SetMode(Frames.least("seq", seq, 1), Frames.required("at", at), mode, until);
                case "levels" -> {
                    Checks.range("mouse", mouse, 0, 10);
                    Checks.range("keyboard", keyboard, 0, 10);
                    yield new AgentFrame.Levels(audio, mouse, keyboard, Frames.required("app", app), title);
                }
                default -> new AgentFrame.Unknown(Text.cut(type));
            };
        }

        private static UUID uuid(String text) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw new InvalidActivity("stream", "must be a UUID");
            }
        }

        private static <T> List<T> limited(String path, List<T> list) {
            if (list.size() > MAX_LIST) {
                throw new InvalidActivity(path, "must have at most " + MAX_LIST + " entries");
            }
            return list;
        }

        private static List<AgentFrame.Item> readItems(JsonIn in) {
            in.requireArray("items");
            List<AgentFrame.Item> items = new ArrayList<>(32);
            while (in.next() != JsonToken.END_ARRAY) {
                items.add(ActivityJson.readItem(in));
            }
            return items;
        }

        private static List<AgentFrame.AudioSource> readSources(JsonIn in) {
            in.requireArray("sources");
            List<AgentFrame.AudioSource> sources = new ArrayList<>(4);
            while (in.next() != JsonToken.END_ARRAY) {
                in.requireObject("sources");
                AudioLevel.Source source = null;
                String name = null;
                String field;
                while ((field = in.nextField()) != null) {
                    switch (field) {
                        case "source" -> source = AudioLevel.Source.of(in.string(field));
                        case "name" -> name = Checks.text(field, in.stringOrNull(field));
                        default -> in.skip();
                    }
                }
                sources.add(new AgentFrame.AudioSource(Frames.required("source", source), name));
            }
            return sources;
        }
    }
}
