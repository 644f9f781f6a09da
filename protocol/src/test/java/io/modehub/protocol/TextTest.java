package io.modehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void goodTextIsLeftAsItIs() {
        String text = "a title \uD83D\uDE00 \t \u202E";

        assertThat(Text.clean(text)).isSameAs(text);
    }

    @Test
    void nulAndLoneSurrogatesAreReplacedOneByOne() {
        assertThat(Text.clean("\u0000a\uD83Db\uDE00\uD83D")).isEqualTo("\uFFFDa\uFFFDb\uFFFD\uFFFD");
    }

    @Test
    void aCutNeverSplitsAPair() {
        String text = "x".repeat(511) + "\uD83D\uDE00";

        assertThat(Text.cut(text)).isEqualTo("x".repeat(511));
        assertThat(Text.cut("y" + text)).isEqualTo("y" + "x".repeat(511));
        assertThat(Text.cut("x".repeat(510) + "\uD83D\uDE00")).hasSize(512);
    }

    @Test
    void whateverIsCutCanBeStoredAndIsShortEnough() {
        Random random = new Random(9);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder raw = new StringBuilder();
            for (int length = random.nextInt(600); length > 0; length--) {
                raw.append((char) (random.nextInt(8) == 0 ? 0xD800 + random.nextInt(0x800) : random.nextInt(0x250)));
            }
            String cut = Text.cut(raw.toString());
            assertThat(cut).hasSizeLessThanOrEqualTo(Text.MAX_LENGTH).doesNotContain("\u0000");
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(cut);
        }
    }
}
