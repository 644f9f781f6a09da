package io.modehub.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void aNewerFrameReplacesAnOlderOneAndGoesLast() {
        LiveFrame before = frame("mode/a", "x");
        LiveFrame other = frame("mode/b", "y");
        LiveFrame after = frame("mode/a", "zz");

        assertThat(backlog.put(before)).isFalse();
        assertThat(backlog.put(other)).isFalse();
        assertThat(backlog.put(after)).isTrue();

        assertThat(backlog.bytes()).isEqualTo(other.bytes().length + after.bytes().length);
        Parcel parcel = backlog.take();
        assertThat(parcel.frames()).containsExactly(other, after);
        assertThat(parcel.bytes()).startsWith(other.bytes()).endsWith(after.bytes());
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void muchGoesInSeveralParcels() {
        String text = "x".repeat(40_000);
        for (int i = 0; i < 5; i++) {
            backlog.put(frame("snapshot/" + i, text));
        }

        assertThat(backlog.take().frames()).hasSize(2);
        assertThat(backlog.take().frames()).hasSize(2);
        assertThat(backlog.take().frames()).hasSize(1);
        assertThat(backlog.bytes()).isZero();
    }

    private static LiveFrame frame(String key, String text) {
        return LiveFrame.of(key, JsonObject.of("text", text));
    }
}
