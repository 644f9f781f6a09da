package io.modehub.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modehub.activity.Goal;
import io.modehub.activity.InvalidRule;
import io.modehub.activity.ModelId;
import io.modehub.activity.Rule;
import io.modehub.activity.Sample;
import io.modehub.activity.Scores;
import io.modehub.classify.ModeModel;
import io.modehub.classify.OwnRules;
import io.modehub.classify.Pace;
import io.modehub.classify.Setup;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.End;
import io.modehub.interop.ImportRecord.Header;
import io.modehub.interop.ImportRecord.OfActivity;
import io.modehub.interop.ImportRecord.OfAgent;
import io.modehub.interop.ImportRecord.OfGoal;
import io.modehub.interop.ImportRecord.OfLabel;
import io.modehub.interop.ImportRecord.OfMode;
import io.modehub.interop.ImportRecord.OfModel;
import io.modehub.interop.ImportRecord.OfModelPart;
import io.modehub.interop.ImportRecord.OfRollup;
import io.modehub.interop.ImportRecord.OfSetup;
import io.modehub.interop.ImportRecord.OfSpan;
import io.modehub.interop.ImportRecord.Sum;
import io.modehub.interop.ImportRecord.Thinned;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.InvalidActivity;
import io.modehub.protocol.MalformedFrame;
import io.modehub.spans.DayFold;
import io.modehub.spans.DaySums;
import io.modehub.store.ImportStore.NewAgent;
import io.modehub.store.ModelStore.KeptModel;
import io.modehub.store.ModelStore.StoredModel;
import io.modehub.store.RuleJson;
import io.modehub.store.SetupStore;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON text of one record; throws {@link HubException} that names the member at fault. */
final class RecordReader {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** As for labels that are said over REST; what is set by hand may hold longer. */
    private static final Duration LONGEST_LABEL = Duration.ofDays(366);

    /** Figures and a leaderboard take some 50,000. */
    private static final int LONGEST_DETAILS = 500_000;

    private static final int MODEL_NAME = 120;
    private static final int MOST_SUMS = 10_000;
    private static final int MOST_SOURCES = 64;

    /** A hundred modes with names of the longest kind. */
    private static final int LONGEST_SCORES = 5_000;

    private static final int LONGEST_SOURCES = 100_000;
    private static final int ID = 36;
    private static final int MODE_NAME = 60;
    private static final int TEXT = 512;

    private RecordReader() {}

    static ImportRecord read(String line) {
        JsonNode object = tree(line);
        if (!object.isObject()) {
            throw new HubException(ErrorCode.INVALID_REQUEST, "the line must be one JSON object");
        }
        Fields fields = new Fields(object);
        String type = fields.text("type", 40);
        return switch (type) {
            case "modehub" -> header(fields);
            case "mode" -> mode(fields);
            case "goal" -> goal(fields);
            case "model" -> model(fields);
            case "modelPart" -> modelPart(fields);
            case "setup" -> setup(fields);
            case "agent" -> agent(fields);
            case "thinned" -> new Thinned(fields.text("agentId", ID), fields.day("day"));
            case "activity" -> activity(fields, line);
            case "label" -> label(fields);
            case "span" -> span(fields);
            case "rollup" -> rollup(fields);
            case "conversation" -> ConversationRecords.readConversation(fields);
            case "turn" -> ConversationRecords.readTurn(fields);
            case "end" -> new End(fields.whole("records", 0, Long.MAX_VALUE));
            default -> throw HubException.ofField(ErrorCode.UNKNOWN_TYPE, "type", "is none that this hub knows");
        };
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new HubException(ErrorCode.INVALID_REQUEST, "the line is not valid JSON; it may have been cut");
        }
    }

    private static Header header(Fields fields) {
        if (fields.whole("version", 1, Long.MAX_VALUE) > Records.VERSION) {
            throw Fields.fault("version", "is newer than this hub; update it first");
        }
        return new Header();
    }

    private static OfMode mode(Fields fields) {
        String colour = fields.text("colour", 7);
        if (!colour.matches("#[0-9a-f]{6}")) {
            throw Fields.fault("colour", "must be #rrggbb in small letters");
        }
        return new OfMode(
                fields.name("name", MODE_NAME),
                colour,
                (int) fields.whole("order", 0, Short.MAX_VALUE),
                fields.has("origins") ? fields.texts("origins", 100, MODE_NAME) : List.of());
    }

    private static OfGoal goal(Fields fields) {
        Goal.Per per =
                Goal.Per.valueOf(fields.oneOf("per", List.of("day", "week")).toUpperCase(Locale.ROOT));
        return new OfGoal(
                fields.name("mode", MODE_NAME),
                fields.oneOf("kind", List.of("atLeast", "atMost")).equals("atLeast"),
                per,
                Duration.ofMillis(fields.whole("targetMs", 60_000, per.length().toMillis())));
    }

    private static OfModel model(Fields fields) {
        JsonNode details = fields.node("details");
        String text = details.toString();
        if (!details.isObject() || text.length() > LONGEST_DETAILS || text.contains("\\u0000")) {
            throw Fields.fault(
                    "details",
                    "must be an object of at most " + LONGEST_DETAILS + " characters that can all be stored");
        }
        return new OfModel(new KeptModel(
                new StoredModel(
                        new ModelId(fields.uuid("id")),
                        fields.name("name", MODEL_NAME),
                        (int) fields.whole("bytes", 1, ModeModel.MAX_BYTES),
                        new JsonObject(text),
                        fields.instant("createdAt"),
                        fields.has("activatedAt") ? Optional.of(fields.instant("activatedAt")) : Optional.empty()),
                fields.flag("deleted")));
    }

    private static OfModelPart modelPart(Fields fields) {
        try {
            byte[] data = Base64.getDecoder().decode(fields.text("data", ImportLines.LONGEST));
            return new OfModelPart(new ModelId(fields.uuid("id")), Buffer.buffer(data));
        } catch (IllegalArgumentException e) {
            throw Fields.fault("data", "must be Base64 of a part of the model's file");
        }
    }

    private static OfSetup setup(Fields fields) {
        JsonArray rules = new JsonArray(fields.array("rules", Rule.MAX_RULES).toString());
        try {
            List<Rule> read = RuleJson.readAll(rules);
            OwnRules.of(read);
            return new OfSetup(
                    fields.instant("from"),
                    fields.has("model") ? judgedBy(fields) : SetupStore.SHIPPED,
                    pace(fields),
                    ZoneId.of(fields.text("zone", 60)),
                    read);
        } catch (InvalidRule e) {
            throw Fields.fault("rules", "hold one that can't be: " + e.path() + " " + e.remedy());
        } catch (DateTimeException e) {
            throw Fields.fault("zone", "is no IANA time zone; example: Europe/Berlin");
        }
    }

    /** One that belongs to every hub, or one of the person's own. */
    private static String judgedBy(Fields fields) {
        String name = fields.text("model", ID);
        boolean isBuiltIn = name.equals(SetupStore.SHIPPED) || name.equals(Setup.REMOTE);
        return isBuiltIn ? name : fields.uuid("model").toString();
    }

    private static Pace pace(Fields fields) {
        try {
            return fields.has("pace") ? Pace.of(fields.text("pace", 20)) : Pace.BALANCED;
        } catch (IllegalArgumentException e) {
            throw Fields.fault("pace", "must be quick, brisk, balanced, steady or calm");
        }
    }

    private static OfAgent agent(Fields fields) {
        JsonNode sources = fields.array("sources", MOST_SOURCES);
        String text = sources.toString();
        if (text.length() > LONGEST_SOURCES || text.contains("\\u0000")) {
            throw Fields.fault("sources", "are too long or hold a character that can't be stored");
        }
        return new OfAgent(new NewAgent(
                fields.uuid("id"),
                fields.oneOf("kind", List.of("device", "scripts", "demo")),
                fields.name("name", 120),
                fields.text("platform", 200),
                fields.text("version", 200),
                fields.textIfAny("deviceId", 200).orElse(null),
                fields.texts("sensors", 64, 200),
                new JsonArray(text),
                fields.has("finishedTo") ? fields.day("finishedTo") : LocalDate.EPOCH));
    }

    private static OfActivity activity(Fields fields, String line) {
        try {
            return new OfActivity(
                    fields.text("agentId", ID),
                    new Sample(ActivityJson.read(line), remote(fields)),
                    fields.flag("present"));
        } catch (InvalidActivity e) {
            throw HubException.ofField(ErrorCode.INVALID_ACTIVITY, e.path(), e.remedy());
        } catch (MalformedFrame e) {
            throw new HubException(ErrorCode.INVALID_REQUEST, "the line is not valid JSON");
        }
    }

    private static @Nullable Scores remote(Fields fields) {
        try {
            return fields.textIfAny("remote", LONGEST_SCORES).map(Scores::parse).orElse(null);
        } catch (IllegalArgumentException e) {
            throw Fields.fault("remote", "must be modes with scores from 0 to 1; example: Work:0.83,Relax:0.17");
        }
    }

    private static OfLabel label(Fields fields) {
        Instant from = fields.instant("from");
        Optional<Instant> to = fields.has("to") ? Optional.of(fields.instant("to")) : Optional.empty();
        String source = fields.oneOf("source", List.of("label", "hand"));
        boolean byHand = source.equals("hand");
        if (to.isEmpty() && !byHand) {
            throw Fields.fault("to", "is missing");
        }
        if (to.isPresent() && !to.get().isAfter(from)) {
            throw Fields.fault("to", "must be after from");
        }
        if (!byHand && Duration.between(from, to.orElseThrow()).compareTo(LONGEST_LABEL) > 0) {
            throw Fields.fault("to", "must be at most " + LONGEST_LABEL.toDays() + " days after from");
        }
        return new OfLabel(
                fields.textIfAny("agentId", ID),
                from,
                to,
                fields.name("mode", MODE_NAME),
                source,
                fields.flag("withSpan"),
                fields.flag("colours"),
                fields.has("batch") ? Optional.of(fields.whole("batch", 0, Long.MAX_VALUE)) : Optional.empty());
    }

    private static OfSpan span(Fields fields) {
        Instant from = fields.instant("from");
        Instant to = fields.instant("to");
        if (!to.isAfter(from) || to.isAfter(DayFold.startOf(DayFold.dayOf(from).plusDays(1)))) {
            throw Fields.fault("to", "must be after from and not after the next midnight of UTC");
        }
        return new OfSpan(
                fields.text("agentId", ID),
                from,
                to,
                fields.name("mode", MODE_NAME),
                fields.oneOf("source", List.of("model", "rule")),
                fields.share("confidence"),
                fields.text("model", TEXT));
    }

    private static OfRollup rollup(Fields fields) {
        List<Sum> sums = new ArrayList<>();
        long[] quarters = new long[DaySums.QUARTERS];
        for (JsonNode entry : fields.array("entries", MOST_SUMS)) {
            if (!entry.isArray() || entry.size() != 4) {
                throw Fields.fault("entries", "must be arrays of quarter, mode, app and milliseconds");
            }
            int quarter = (int) Fields.whole("entries", entry.get(0), 0, DaySums.QUARTERS - 1);
            int ms = (int) Fields.whole("entries", entry.get(3), 1, DaySums.QUARTER_MS);
            quarters[quarter] += ms;
            if (quarters[quarter] > DaySums.QUARTER_MS) {
                throw Fields.fault("entries", "have more time in a quarter-hour than it is long");
            }
            sums.add(new Sum(
                    quarter,
                    Fields.text("entries", entry.get(1), MODE_NAME),
                    Fields.text("entries", entry.get(2), TEXT),
                    ms));
        }
        return new OfRollup(fields.textIfAny("agentId", ID), fields.day("day"), List.copyOf(sums));
    }
}
