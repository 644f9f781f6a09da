package io.modehub.agent.sense.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A local display by its {@code DISPLAY} name, such as {@code :0} or {@code :0.1}.
 *
 * @param number of the display, as in {@code /tmp/.X11-unix/X0}
 * @param screen of the display
 */
public record X11Display(int number, int screen) {
    private static final Pattern LOCAL = Pattern.compile("(?:unix/?)?:(\\d{1,5})(?:\\.(\\d{1,3}))?");
    private static final String COOKIE = "MIT-MAGIC-COOKIE-1";
    private static final int FAMILY_LOCAL = 256;
    private static final int FAMILY_WILD = 65_535;
    private static final long MAX_AUTHORITY = 256 * 1024;

    /** Throws with a sentence where the name is that of no local display. */
    static X11Display parse(String name) throws IOException {
        Matcher local = LOCAL.matcher(name);
        if (!local.matches()) {
            throw new IOException("DISPLAY names no display of this machine");
        }
        String screen = local.group(2);
        return new X11Display(Integer.parseInt(local.group(1)), screen == null ? 0 : Integer.parseInt(screen));
    }

    /** Connects to the display the environment names. */
    public static X11Connection connect(Map<String, String> environment) throws IOException {
        X11Display display = parse(environment.getOrDefault("DISPLAY", ""));
        byte[] cookie = cookie(authority(environment), display.number());
        X11Socket socket = new X11Socket(Path.of("/tmp/.X11-unix/X" + display.number()));
        try {
            return X11Connection.open(socket, display.screen(), cookie.length == 0 ? "" : COOKIE, cookie);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** The cookie for a local display in the bytes of an {@code .Xauthority} file; empty where there is none. */
    static byte[] cookie(byte[] authority, int number) {
        ByteBuffer in = ByteBuffer.wrap(authority);
        while (in.remaining() >= 2) {
            int family = in.getShort() & 0xFFFF;
            byte[] address = counted(in);
            byte[] display = counted(in);
            byte[] name = counted(in);
            byte[] data = counted(in);
            if (address == null || display == null || name == null || data == null) {
                break;
            }
            String of = new String(display, StandardCharsets.US_ASCII);
            if ((family == FAMILY_LOCAL || family == FAMILY_WILD)
                    && (of.isEmpty() || of.equals(Integer.toString(number)))
                    && COOKIE.equals(new String(name, StandardCharsets.US_ASCII))) {
                return data;
            }
        }
        return new byte[0];
    }

    private static byte @Nullable [] counted(ByteBuffer in) {
        if (in.remaining() < 2) {
            return null;
        }
        int length = in.getShort() & 0xFFFF;
        if (in.remaining() < length) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static byte[] authority(Map<String, String> environment) {
        String named = environment.get("XAUTHORITY");
        Path file = named != null ? Path.of(named) : Path.of(environment.getOrDefault("HOME", "/"), ".Xauthority");
        try {
            return Files.size(file) > MAX_AUTHORITY ? new byte[0] : Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
