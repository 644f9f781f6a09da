package io.modehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whatever arrives, the codec answers with a frame that can be written again, or with {@code MalformedFrame}. */
class MutationTest {
    /** Of each direction; {@code ./check --full} makes ten million of both. */
    private static final int MUTATIONS = Integer.getInteger("codecFuzz", 100_000);

    private static final List<String> ODDITIES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "-0.0",
            "1e-9",
            "9007199254740993",
            "99999999999999999999",
            "NaN",
            "[",
            "]",
            "{",
            "}",
            "{}",
            "[]",
            "\"",
            "\"\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\uD83D",
            "\u202E",
            ",",
            ":",
            "\"type\":\"hello\",",
            "\"at\":\"+999999999-12-31T23:59:59Z\",",
            "2026-02-30T25:61:61Z",
            "[[[[[[[[",
            " ",
            "/*",
            "\n");

    private final Random random = new Random(2026);

    @Test
    void noFrameOfAnAgentIsASurprise() {
        attack(Golden.all("agent"), text -> {
            AgentFrame frame = AgentFrames.decode(scrambled(text));
            if (!(frame instanceof AgentFrame.Unknown)) {
                assertThat(AgentFrames.decode(AgentFrames.encode(frame))).isEqualTo(frame);
            }
            return text;
        });
    }

    @Test
    void noFrameOfAHubIsASurprise() {
        attack(Golden.all("hub"), text -> {
            HubFrame frame = HubFrames.decode(text);
            if (!(frame instanceof HubFrame.Unknown)) {
                assertThat(HubFrames.decode(HubFrames.encode(frame))).isEqualTo(frame);
            }
            return text;
        });
    }

    private void attack(List<Golden> seeds, UnaryOperator<String> codec) {
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String text = mutated(seeds.get(random.nextInt(seeds.size())).frame());
            try {
                codec.apply(text);
                read++;
            } catch (MalformedFrame expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (RuntimeException surprise) {
                fail("on " + text, surprise);
            }
        }
        assertThat(read).as("frames that could still be read").isBetween(MUTATIONS / 50, MUTATIONS * 9 / 10);
    }

    /** The text's bytes, of every fourth one with a byte that makes it no UTF-8, or another text. */
    private byte[] scrambled(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String mutated(String text) {
        StringBuilder mutant = new StringBuilder(text.replaceAll("\\n *", ""));
        for (int times = 1 + random.nextInt(3); times > 0 && mutant.length() > 0; times--) {
            int at = random.nextInt(mutant.length());
            int to = Math.min(mutant.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> mutant.setCharAt(at, (char) random.nextInt(128));
                case 1 -> mutant.delete(at, to);
                case 2 -> mutant.insert(at, mutant.substring(at, to));
                case 3 -> mutant.setLength(at);
                case 4 -> mutant.insert(at, ODDITIES.get(random.nextInt(ODDITIES.size())));
                default -> mutant.replace(at, to, ODDITIES.get(random.nextInt(ODDITIES.size())));
            }
        }
        return mutant.toString();
    }
}
