package io.modehub.agent.sense.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class X11DisplayTest {
    @Test
    void readsNamesOfLocalDisplays() throws Exception {
        assertThat(X11Display.parse(":0")).isEqualTo(new X11Display(0, 0));
        assertThat(X11Display.parse(":12.1")).isEqualTo(new X11Display(12, 1));
        assertThat(X11Display.parse("unix/:3")).isEqualTo(new X11Display(3, 0));
    }

    @Test
    void refusesDisplaysOfOtherMachines() {
        for (String name : new String[] {"", "host:0", "localhost:10.0", ":", ":x", ":999999999"}) {
            assertThatThrownBy(() -> X11Display.parse(name)).hasMessageContaining("no display of this machine");
        }
    }

    @Test
    void findsTheCookieOfTheDisplay() {
        byte[] other = entry(256, "laptop", "1", "MIT-MAGIC-COOKIE-1", "other");
        byte[] kerberos = entry(256, "laptop", "0", "KERBEROS", "k");
        byte[] mine = entry(256, "laptop", "0", "MIT-MAGIC-COOKIE-1", "mine");
        byte[] any = entry(65_535, "", "", "MIT-MAGIC-COOKIE-1", "any");
        byte[] file = concat(other, kerberos, mine, any);
        assertThat(X11Display.cookie(file, 0))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("mine");
        assertThat(X11Display.cookie(file, 5))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("any");
        assertThat(X11Display.cookie(concat(other, kerberos), 0)).isEmpty();
    }

    @Test
    void survivesATornAuthorityFile() {
        byte[] whole = entry(256, "laptop", "0", "MIT-MAGIC-COOKIE-1", "mine");
        for (int length = 0; length < whole.length; length++) {
            assertThat(X11Display.cookie(Arrays.copyOf(whole, length), 0)).isEmpty();
        }
    }

    private static byte[] entry(int family, String... fields) {
        ByteBuffer out = ByteBuffer.allocate(200).putShort((short) family);
        for (String field : fields) {
            out.putShort((short) field.length()).put(field.getBytes(StandardCharsets.US_ASCII));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(1_000);
        for (byte[] part : parts) {
            out.put(part);
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
