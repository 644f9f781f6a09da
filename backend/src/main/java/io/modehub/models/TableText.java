package io.modehub.models;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file as text. UTF-8 with or without a byte order mark, UTF-16 with one or recognised by its zeros, else Windows-1252,
 * which spreadsheets of Western Europe write.
 *
 * @param text without the byte order mark
 * @param encoding what it was read as
 */
record TableText(String text, String encoding) {
    /** Largest file, in bytes. */
    static final int MAX_BYTES = 32 << 20;

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final String REMEDY = "save it as \"CSV UTF-8\" and send it again";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static TableText of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw UnusableTable.of(0, "the file is larger than 32 MB; leave rows out");
        }
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            throw UnusableTable.of(0, "this is a workbook or archive, not CSV; " + REMEDY);
        }
        return read(bytes, guess(bytes))
                .or(() -> read(bytes, WINDOWS))
                .orElseThrow(() ->
                        UnusableTable.of(0, "the file is neither UTF-8, UTF-16 nor Windows-1252 text; " + REMEDY));
    }

    private static Charset guess(byte[] bytes) {
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, -1, 0, -1, 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(bytes, 0xfe, 0xff) || startsWith(bytes, 0, -1, 0, -1)) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    /** Whether the bytes start so; −1 stands for any but 0. */
    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            int found = bytes[i] & 0xff;
            if (start[i] == -1 ? found == 0 : found != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<TableText> read(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String unmarked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
            boolean binary = unmarked.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
            return binary ? Optional.empty() : Optional.of(new TableText(unmarked, charset.name()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
