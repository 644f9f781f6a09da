package io.modehub.interop;

import io.modehub.activity.Goal;
import io.modehub.activity.ModelId;
import io.modehub.activity.Rule;
import io.modehub.activity.Sample;
import io.modehub.classify.Pace;
import io.modehub.protocol.Activity;
import io.modehub.spans.DayFold;
import io.modehub.store.ConversationStore.Conversation;
import io.modehub.store.ExportStore.TurnRow;
import io.modehub.store.ImportStore.NewAgent;
import io.modehub.store.ModelStore.KeptModel;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** One record of a file, its values checked; agents by the file's own ids, modes by name. */
sealed interface ImportRecord {
    /** Records with equal groups that follow each other are stored together. */
    Object group();

    record Header() implements ImportRecord {
        @Override
        public Object group() {
            return "modehub";
        }
    }

    record OfMode(String name, String colour, int order, List<String> origins) implements ImportRecord {
        @Override
        public Object group() {
            return "mode";
        }
    }

    record OfGoal(String mode, boolean atLeast, Goal.Per per, Duration target) implements ImportRecord {
        @Override
        public Object group() {
            return "goal";
        }
    }

    /** A model by the file's own id, whose bytes come in the parts that follow. */
    record OfModel(KeptModel model) implements ImportRecord {
        @Override
        public Object group() {
            return "model";
        }
    }

    /** The next bytes of a model; each is taken by itself, as many are large. */
    record OfModelPart(ModelId id, Buffer data) implements ImportRecord {
        @Override
        public Object group() {
            return this;
        }
    }

    /**
     * What judged from that moment on; rules name modes by the file's own origins.
     *
     * @param model the file's own id of a model, or {@link io.modehub.store.SetupStore#SHIPPED}
     */
    record OfSetup(Instant from, String model, Pace pace, ZoneId zone, List<Rule> rules) implements ImportRecord {
        @Override
        public Object group() {
            return "setup";
        }
    }

    record OfAgent(NewAgent agent) implements ImportRecord {
        @Override
        public Object group() {
            return "agent";
        }
    }

    record Thinned(String agentId, LocalDate day) implements ImportRecord {
        @Override
        public Object group() {
            return "thinned";
        }
    }

    /** Of an activity of a thinned day, {@code present} tells what was seen in it. */
    record OfActivity(String agentId, Sample sample, boolean present) implements ImportRecord {
        Activity activity() {
            return sample.activity();
        }

        @Override
        public Object group() {
            return List.of(agentId, DayFold.dayOf(sample.at()));
        }
    }

    record OfLabel(
            Optional<String> agentId,
            Instant from,
            Optional<Instant> to,
            String mode,
            String source,
            boolean withSpan,
            boolean colours,
            Optional<Long> batch)
            implements ImportRecord {
        @Override
        public Object group() {
            return "label";
        }
    }

    record OfSpan(String agentId, Instant from, Instant to, String mode, String source, float confidence, String model)
            implements OfHistory {
        @Override
        public LocalDate day() {
            return DayFold.dayOf(from);
        }
    }

    /** Milliseconds of a quarter-hour. */
    record Sum(int quarter, String mode, String app, int ms) {}

    record OfRollup(Optional<String> agentId, LocalDate day, List<Sum> sums) implements OfHistory {}

    record OfConversation(Conversation conversation) implements ImportRecord {
        @Override
        public Object group() {
            return "conversation";
        }
    }

    /** A turn of a conversation that came before it. */
    record OfTurn(TurnRow row) implements ImportRecord {
        @Override
        public Object group() {
            return "turn";
        }
    }

    record End(long records) implements ImportRecord {
        @Override
        public Object group() {
            return "end";
        }
    }

    /** What was made of activities that are gone. */
    sealed interface OfHistory extends ImportRecord {
        LocalDate day();

        @Override
        default Object group() {
            return day();
        }
    }
}
