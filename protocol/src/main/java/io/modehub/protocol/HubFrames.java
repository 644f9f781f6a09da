package io.modehub.protocol;

import com.fasterxml.jackson.core.JsonToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec of frames from hub to agent. */
public final class HubFrames {
    private HubFrames() {}

    /** The JSON text of a frame, its type first. */
    public static String encode(HubFrame frame) {
        return JsonOut.object(json -> {
            if (frame instanceof HubFrame.Ack ack) {
                json.writeStringField("type", "ack");
                json.writeNumberField("through", ack.through());
                Integer window = ack.window();
                if (window != null) {
                    json.writeNumberField("window", window);
                }
            } else if (frame instanceof HubFrame.Reject reject) {
                json.writeStringField("type", "reject");
                json.writeNumberField("seq", reject.seq());
                json.writeStringField("code", reject.code());
                json.writeStringField("message", reject.message());
            } else if (frame instanceof HubFrame.Mode mode) {
                json.writeStringField("type", "mode");
                json.writeStringField("mode", mode.mode());
                json.writeNumberField("confidence", mode.confidence());
                json.writeStringField("since", mode.since().toString());
                json.writeArrayFieldStart("reasons");
                for (Reason reason : mode.reasons()) {
                    json.writeStartObject();
                    json.writeStringField("code", reason.code());
                    json.writeObjectFieldStart("args");
                    for (Map.Entry<String, String> arg : reason.args().entrySet()) {
                        json.writeStringField(arg.getKey(), arg.getValue());
                    }
                    json.writeEndObject();
                    json.writeStringField("text", reason.text());
                    json.writeEndObject();
                }
                json.writeEndArray();
            } else if (frame instanceof HubFrame.Welcome welcome) {
                json.writeStringField("type", "welcome");
                json.writeNumberField("acked", welcome.acked());
                json.writeNumberField("window", welcome.window());
                json.writeNumberField("maxBatch", welcome.maxBatch());
                json.writeNumberField("pingMs", welcome.pingMs());
                json.writeStringField("serverTime", welcome.serverTime().toString());
                ActivityJson.writeIfPresent(json, "token", welcome.token());
            } else if (frame instanceof HubFrame.Watch watch) {
                json.writeStringField("type", "watch");
                json.writeNumberField("forMs", watch.forMs());
            } else if (frame instanceof HubFrame.Drain drain) {
                json.writeStringField("type", "drain");
                json.writeNumberField("withinMs", drain.withinMs());
            } else if (frame instanceof HubFrame.Fault fault) {
                json.writeStringField("type", "error");
                json.writeStringField("code", fault.code());
                json.writeStringField("message", fault.message());
                json.writeBooleanField("retryable", fault.retryable());
            } else {
                throw new IllegalArgumentException("an unknown frame is not sent");
            }
        });
    }

    /** Reads a frame; throws {@link MalformedFrame}. */
    public static HubFrame decode(String text) {
        try (JsonIn in = new JsonIn(text)) {
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
        private long acked = -1;
        private long number = -1;
        private long window = -1;
        private long maxBatch = -1;
        private long pingMs = -1;
        private double confidence;
        private boolean retryable;
        private @Nullable Instant time;
        private @Nullable String token;
        private @Nullable String code;
        private @Nullable String mode;
        private String message = "";
        private List<Reason> reasons = List.of();

        void read(JsonIn in, String type, String field) {
            switch (type + "." + field) {
                case "welcome.acked" -> acked = in.wholeNumber(field);
                case "welcome.window", "ack.window" -> window = in.wholeNumber(field);
                case "welcome.maxBatch" -> maxBatch = in.wholeNumber(field);
                case "welcome.pingMs" -> pingMs = in.wholeNumber(field);
                case "welcome.serverTime", "mode.since" -> time = in.instant(field);
                case "welcome.token" -> token = in.isNull() ? null : in.text(field);
                case "ack.through", "reject.seq", "watch.forMs", "drain.withinMs" -> number = in.wholeNumber(field);
                case "reject.code", "error.code" -> code = in.text(field);
                case "reject.message", "error.message" -> message = in.text(field);
                case "error.retryable" -> retryable = in.bool(field);
                case "mode.mode" -> mode = in.text(field);
                case "mode.confidence" -> confidence = in.number(field);
                case "mode.reasons" -> reasons = readReasons(in);
                default -> in.skip();
            }
        }

        HubFrame build(String type) {
            return switch (type) {
                case "welcome" ->
                    new HubFrame.Welcome(
                            Frames.least("acked", acked, 0),
                            (int) Frames.least("window", window, 1),
                            (int) Frames.least("maxBatch", maxBatch, 1),
                            (int) Frames.least("pingMs", pingMs, 1),
                            Frames.required("serverTime", time),
                            token);
                case "ack" ->
                    new HubFrame.Ack(
                            Frames.least("through", number, 0), window < 1 ? null : Integer.valueOf((int) window));
                case "reject" ->
                    new HubFrame.Reject(Frames.least("seq", number, 1), Frames.required("code", code), message);
                case "mode" ->
                    new HubFrame.Mode(
                            Frames.required("mode", mode), confidence, Frames.required("since", time), reasons);
                case "watch" -> new HubFrame.Watch(Frames.least("forMs", number, 0));
                case "drain" -> new HubFrame.Drain(Frames.least("withinMs", number, 0));
                case "error" -> new HubFrame.Fault(Frames.required("code", code), message, retryable);
                default -> new HubFrame.Unknown(Text.cut(type));
            };
        }

        private static List<Reason> readReasons(JsonIn in) {
            in.requireArray("reasons");
            List<Reason> reasons = new ArrayList<>(4);
            while (in.next() != JsonToken.END_ARRAY) {
                in.requireObject("reasons");
                String code = null;
                String text = "";
                Map<String, String> args = new LinkedHashMap<>();
                String field;
                while ((field = in.nextField()) != null) {
                    switch (field) {
                        case "code" -> code = in.text(field);
                        case "text" -> text = in.text(field);
                        case "args" -> {
                            in.requireObject(field);
                            String arg;
                            while ((arg = in.nextField()) != null) {
                                args.put(Text.clean(arg), in.text(arg));
                            }
                        }
                        default -> in.skip();
                    }
                }
                reasons.add(new Reason(Frames.required("code", code), args, text));
            }
            return reasons;
        }
    }
}
