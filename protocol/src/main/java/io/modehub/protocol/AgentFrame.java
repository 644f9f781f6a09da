package io.modehub.protocol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent says to the hub. Sequence numbers count from 1 without holes within one stream. */
public sealed interface AgentFrame {

    /**
     * The first frame, within 5 s.
     *
     * @param stream made with the agent's spool
     * @param first oldest sequence number still kept
     * @param next sequence number to be assigned next
     * @param sensors what the agent can measure, such as {@code window}, {@code idle}, {@code pointer}, {@code audio}
     * @param sources the audio sources it measures
     */
    record Hello(
            UUID stream,
            long first,
            long next,
            String agentVersion,
            String platform,
            List<String> sensors,
            List<AudioSource> sources)
            implements AgentFrame {
        public Hello {
            sensors = List.copyOf(sensors);
            sources = List.copyOf(sources);
        }
    }

    /** A batch; item {@code i} has the sequence number {@code first + i}. */
    record Activities(long first, List<Item> items) implements AgentFrame {
        public Activities {
            items = List.copyOf(items);
        }
    }

    /** Sequence numbers that no longer exist, both ends included. */
    record Gap(long from, long to, String reason) implements AgentFrame {}

    /** A mode set by hand on the device; a null mode means automatic again. */
    record SetMode(
            long seq,
            Instant at,
            @Nullable String mode,
            @Nullable Instant until) implements AgentFrame {}

    /** The meters of this moment, unnumbered and not stored; only while somebody watches. */
    record Levels(
            List<AudioLevel> audio,
            double mouse,
            double keyboard,
            String app,
            @Nullable String title) implements AgentFrame {
        public Levels {
            audio = List.copyOf(audio);
        }
    }

    /** A type this version does not know: answered with {@code error}, and nothing closes. */
    record Unknown(String type) implements AgentFrame {}

    /** An audio source by kind and name. */
    record AudioSource(AudioLevel.Source source, @Nullable String name) {}

    /** One item of a batch: read well, or refused without harm to its neighbours. */
    sealed interface Item {}

    /** An item that keeps the contract. */
    record Valid(Activity activity) implements Item {}

    /** An item that breaks it, with the JSON text as it came. */
    record Refused(String path, String message, String json) implements Item {}
}
