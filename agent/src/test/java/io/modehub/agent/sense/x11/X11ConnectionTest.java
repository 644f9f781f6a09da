package io.modehub.agent.sense.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.agent.sense.input.InputProbe;
import io.modehub.agent.sense.input.X11InputProbe;
import io.modehub.agent.sense.window.Foreground;
import io.modehub.agent.sense.window.X11WindowProbe;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class X11ConnectionTest {
    private static final int ROOT = 0x1D7;
    private static final int WINDOW = 0x400003;
    private static final int UTF8 = 301;
    private static final int STRING = 31;

    private final Script script = new Script();

    @Test
    void readsApplicationAndTitleOfTheActiveWindow() throws Exception {
        X11WindowProbe probe = new X11WindowProbe(connect());
        script.atom(300).property(33, 32, number(WINDOW));
        script.atom(302)
                .property(UTF8, 8, "Wöchentlich\u0007 – Zoom".getBytes(StandardCharsets.UTF_8))
                .atom(UTF8);
        script.atom(303).property(STRING, 8, "zoom\0Zoom Workplace\0".getBytes(StandardCharsets.UTF_8));
        assertThat(probe.read()).isEqualTo(new Foreground("Zoom Workplace", "Wöchentlich  – Zoom", false));
    }

    @Test
    void readsTheOldNameWhereThereIsNoNewOne() throws Exception {
        X11WindowProbe probe = new X11WindowProbe(connect());
        script.atom(300).property(33, 32, number(WINDOW));
        script.atom(302).property(0, 0, new byte[0]);
        script.atom(304)
                .property(STRING, 8, "Bücher".getBytes(StandardCharsets.ISO_8859_1))
                .atom(UTF8);
        script.atom(303).property(STRING, 8, "xterm\0XTerm\0".getBytes(StandardCharsets.UTF_8));
        assertThat(probe.read()).isEqualTo(new Foreground("XTerm", "Bücher", false));
    }

    @Test
    void readsTheMarksOfCompoundText() throws Exception {
        X11WindowProbe probe = new X11WindowProbe(connect());
        script.atom(300).property(33, 32, number(WINDOW));
        script.atom(302).property(0, 0, new byte[0]);
        byte[] title = "Weekly \u001b%G–\u001b%@ $1".getBytes(StandardCharsets.UTF_8);
        script.atom(304).property(400, 8, title).atom(UTF8);
        script.atom(303).property(STRING, 8, "zoom\0Zoom\0".getBytes(StandardCharsets.UTF_8));
        assertThat(probe.read().title()).isEqualTo("Weekly – $1");
    }

    @Test
    void saysUnknownWhereNoWindowIsActiveOrItHasJustGone() throws Exception {
        X11WindowProbe probe = new X11WindowProbe(connect());
        script.atom(300).property(33, 32, number(0));
        assertThat(probe.read()).isEqualTo(Foreground.UNKNOWN);
        script.property(33, 32, number(WINDOW))
                .atom(302)
                .error()
                .atom(304)
                .error()
                .atom(303)
                .error();
        script.atom(305).error();
        assertThat(probe.read()).isEqualTo(Foreground.UNKNOWN);
    }

    @Test
    void cutsATitleOfAHundredKilobytes() throws Exception {
        X11WindowProbe probe = new X11WindowProbe(connect());
        script.atom(300).property(33, 32, number(WINDOW));
        script.atom(302)
                .property(UTF8, 8, "x".repeat(100_000).getBytes(StandardCharsets.UTF_8))
                .atom(UTF8);
        script.atom(303).property(STRING, 8, "a\0A\0".getBytes(StandardCharsets.UTF_8));
        assertThat(probe.read().title()).hasSize(512);
    }

    @Test
    void readsPointerAndIdleTimePastEvents() throws Exception {
        X11InputProbe probe = new X11InputProbe(connect());
        script.event()
                .answer(reply().putShort(16, (short) 640)
                        .putShort(18, (short) -3)
                        .putShort(24, (short) 0x100));
        script.answer(reply().putInt(16, 216_000));
        assertThat(probe.look()).isEqualTo(new InputProbe.Reading(640, -3, true, 216_000L));
    }

    @Test
    void refusesAnAnswerThatIsShorterThanItSays() throws Exception {
        X11Connection x = connect();
        script.atom(300).answer(reply().put(1, (byte) 32).putInt(16, 1_000_000));
        assertThatThrownBy(() -> x.property(ROOT, "_NET_ACTIVE_WINDOW")).hasMessageContaining("shorter than it says");
    }

    @Test
    void refusesAnAnswerThatIsTooLong() throws Exception {
        X11Connection x = connect();
        script.answer(reply().putInt(4, Integer.MAX_VALUE));
        assertThatThrownBy(x::pointer).hasMessageContaining("too long");
    }

    @Test
    void namesTheServersReasonForARefusal() {
        ByteBuffer refusal = Script.buffer(8 + 20);
        byte[] reason = "Authorization needed".getBytes(StandardCharsets.US_ASCII);
        refusal.put((byte) 0).put((byte) reason.length).putShort(6, (short) 5).position(8);
        script.answer(refusal.put(reason));
        assertThatThrownBy(() -> X11Connection.open(script, 0, "", new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("the X server refuses: Authorization needed");
    }

    @Test
    void refusesAGreetingThatIsTooShort() {
        script.answer(Script.buffer(8).put(0, (byte) 1));
        assertThatThrownBy(() -> X11Connection.open(script, 0, "", new byte[0])).hasMessageContaining("too short");
    }

    private X11Connection connect() throws IOException {
        int vendor = 20;
        ByteBuffer greeting = Script.buffer(8 + 32 + vendor + 8 + 40);
        greeting.put(0, (byte) 1).putShort(6, (short) ((greeting.capacity() - 8) / 4));
        greeting.putShort(8 + 16, (short) vendor).put(8 + 20, (byte) 1).put(8 + 21, (byte) 1);
        greeting.putInt(8 + 32 + vendor + 8, ROOT);
        script.answer(greeting);
        script.answer(reply().put(8, (byte) 1).put(9, (byte) 144));
        X11Connection x = X11Connection.open(script, 0, "", new byte[0]);
        assertThat(x.root()).isEqualTo(ROOT);
        assertThat(x.hasIdle()).isTrue();
        return x;
    }

    private static ByteBuffer reply() {
        return Script.buffer(32).put(0, (byte) 1);
    }

    private static byte[] number(int value) {
        return Script.buffer(4).putInt(value).array();
    }

    /** An X server that answers what it was told to, whatever it is asked. */
    private static final class Script implements Wire {
        private ByteBuffer answers = buffer(0);

        static ByteBuffer buffer(int length) {
            return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }

        Script answer(ByteBuffer bytes) {
            bytes.clear();
            ByteBuffer all = buffer(answers.remaining() + bytes.remaining());
            answers = all.put(answers).put(bytes).flip();
            return this;
        }

        Script atom(int number) {
            return answer(reply().putInt(8, number));
        }

        Script property(int type, int format, byte[] value) {
            int padded = (value.length + 3) & ~3;
            ByteBuffer bytes = buffer(32 + padded).put(0, (byte) 1).put(1, (byte) format);
            bytes.putInt(4, padded / 4).putInt(8, type).putInt(16, format == 0 ? 0 : value.length * 8 / format);
            return answer(bytes.position(32).put(value));
        }

        Script error() {
            return answer(buffer(32).put(1, (byte) 3));
        }

        Script event() {
            return answer(buffer(32).put(0, (byte) 34));
        }

        @Override
        public void write(ByteBuffer bytes) {
            assertThat(bytes.remaining() % 4).isZero();
        }

        @Override
        public void read(ByteBuffer bytes) throws IOException {
            if (answers.remaining() < bytes.remaining()) {
                throw new EOFException("the script has ended");
            }
            while (bytes.hasRemaining()) {
                bytes.put(answers.get());
            }
        }

        @Override
        public void close() {}
    }
}
