package io.modehub.agent.sense.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void keepsATitleOfAHundredKilobytesAndControlCharactersWithinBounds() {
        String title = Printable.title(("a\u0000\u001b[31m\n\uD83D\uDE00\uD800").repeat(12_000));
        assertThat(title).hasSizeLessThanOrEqualTo(512).doesNotContain("\u0000", "\u001b", "\n", "\uD800\u0061");
    }

    @Test
    void leavesOrdinaryTextAlone() {
        assertThat(Printable.title("Größe – Zoom ☕")).isEqualTo("Größe – Zoom ☕");
        assertThat(Printable.name("x".repeat(200))).hasSize(128);
    }
}
