package io.modehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every frame on file is read as it is meant, and what is read can be written and read again. */
class GoldenTest {
    static Stream<Golden> agent() {
        return Golden.all("agent").stream();
    }

    static Stream<Golden> hub() {
        return Golden.all("hub").stream();
    }

    @ParameterizedTest
    @MethodSource("agent")
    void framesOfAgents(Golden golden) {
        if (!golden.valid()) {
            assertThatThrownBy(() -> AgentFrames.decode(golden.frame())).isInstanceOf(MalformedFrame.class);
            return;
        }
        AgentFrame frame = AgentFrames.decode(golden.frame());
        assertThat(frame instanceof AgentFrame.Unknown).isEqualTo(golden.file().startsWith("unknown"));
        if (!(frame instanceof AgentFrame.Unknown)) {
            assertThat(AgentFrames.decode(AgentFrames.encode(frame))).isEqualTo(frame);
        }
    }

    @ParameterizedTest
    @MethodSource("hub")
    void framesOfHubs(Golden golden) {
        if (!golden.valid()) {
            assertThatThrownBy(() -> HubFrames.decode(golden.frame())).isInstanceOf(MalformedFrame.class);
            return;
        }
        HubFrame frame = HubFrames.decode(golden.frame());
        assertThat(frame instanceof HubFrame.Unknown).isEqualTo(golden.file().startsWith("unknown-type"));
        if (!(frame instanceof HubFrame.Unknown)) {
            assertThat(HubFrames.decode(HubFrames.encode(frame))).isEqualTo(frame);
        }
    }

    @Test
    void everyKindOfFrameIsOnFile() {
        assertThat(agent().filter(Golden::valid).<Class<?>>map(golden -> AgentFrames.decode(golden.frame())
                        .getClass()))
                .contains(AgentFrame.class.getPermittedSubclasses());
        assertThat(hub().filter(Golden::valid).<Class<?>>map(golden -> HubFrames.decode(golden.frame())
                        .getClass()))
                .contains(HubFrame.class.getPermittedSubclasses());
    }

    @Test
    void aBatchKeepsItsGoodItemsAndTheTextOfItsBadOnes() {
        Golden golden = agent().filter(one -> one.file().equals("activities-with-a-bad-item.json"))
                .findFirst()
                .orElseThrow();

        List<AgentFrame.Item> items = ((AgentFrame.Activities) AgentFrames.decode(golden.frame())).items();

        assertThat(items).hasSize(5);
        assertThat(items.get(0)).isInstanceOf(AgentFrame.Valid.class).isEqualTo(items.get(4));
        assertThat(items.get(1)).isInstanceOfSatisfying(AgentFrame.Refused.class, refused -> {
            assertThat(refused.path()).isEqualTo("mouse");
            assertThat(refused.json()).startsWith("{").endsWith("}").contains("11");
        });
        assertThat(items.get(2)).isEqualTo(new AgentFrame.Refused("", "must be an object", "42"));
        assertThat(items.get(3)).isEqualTo(new AgentFrame.Refused("", "must be an object", "null"));
    }

    @Test
    void theTextOfABadItemComesWholeWhateverScriptItIsIn() {
        String bad = "{\"at\":\"gestern\",\"title\":\"Übung – 会議 🎮\"}";

        AgentFrame frame =
                AgentFrames.decode("{\"type\":\"activities\",\"über\":\"ä\",\"first\":1,\"items\":[ " + bad + " ]}");

        assertThat(((AgentFrame.Activities) frame).items())
                .singleElement()
                .isInstanceOfSatisfying(AgentFrame.Refused.class, refused -> {
                    assertThat(refused.path()).isEqualTo("at");
                    assertThat(refused.json()).isEqualTo(bad);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32", "UTF-32LE", "ISO-8859-1"})
    void aFrameIsUtf8(String charset) {
        byte[] bytes = "{\"type\":\"mood\",\"text\":\"ü\"}".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> AgentFrames.decode(bytes)).isInstanceOf(MalformedFrame.class);
    }
}
