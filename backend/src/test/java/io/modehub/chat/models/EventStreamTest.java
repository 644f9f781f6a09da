package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private final EventStream stream = new EventStream(100);

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesMayEndInAnyWayAndBeCutAnywhere(String newline) {
        String text = "data: eins 🌙\n\n: keep-alive\n\nevent: x\ndata:zwei\ndata: drei\n\n".replace("\n", newline);
        List<String> events = new ArrayList<>();

        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            events.addAll(stream.take(Buffer.buffer(new byte[] {one})));
        }

        assertThat(events).containsExactly("eins 🌙", "zwei\ndrei");
    }

    @Test
    void theLastEventNeedsNoEmptyLine() {
        assertThat(stream.take(Buffer.buffer("data: [DONE]"))).isEmpty();
        assertThat(stream.end()).containsExactly("[DONE]");
        assertThat(stream.end()).isEmpty();
    }

    @Test
    void onlyAnEventUnderWayCanBeTooBig() {
        stream.take(Buffer.buffer("data: " + "x".repeat(80) + "\n\n"));
        stream.take(Buffer.buffer("data: " + "x".repeat(80) + "\n\n"));
        assertThat(stream.isTooBig()).isFalse();

        stream.take(Buffer.buffer("data: " + "x".repeat(101)));
        assertThat(stream.isTooBig()).isTrue();
    }
}
