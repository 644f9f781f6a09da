package io.modehub.classify;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A model as bytes: numbers in fixed order, nothing that could be run. All big-endian: {@code MHUB}, format, length of the
 * whole, version of the features, hash of their names, rows, temperature, keys of the modes, a bit for each slot that may be
 * used, kind, arrays, and SHA-256 of all that as the last 32 bytes. The checksum finds damage; every count and place is
 * checked as well, as anybody can compute a checksum.
 */
final class ModelFile {
    /** Largest file that is read or written, in bytes. */
    static final int MAX_BYTES = 16 << 20;

    static final int MAGIC = 0x4d485542;
    static final short FORMAT = 1;
    static final byte LINEAR = 1;
    static final byte TREES = 2;

    private static final int HEAD = 10;
    private static final int CHECKSUM = 32;
    private static final long NAMES = hashOfNames();

    private ModelFile() {}

    /** @throws IllegalArgumentException for a blend, whose parts are kept apart, and what is larger than the most */
    static byte[] write(ModeModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeShort(FORMAT);
            out.writeInt(0);
            out.writeInt(Features.VERSION);
            out.writeLong(NAMES);
            out.writeInt(model.rows());
            out.writeDouble(model.temperature());
            out.writeShort(model.modes().size());
            for (String mode : model.modes()) {
                byte[] utf8 = mode.getBytes(StandardCharsets.UTF_8);
                out.writeShort(utf8.length);
                out.write(utf8);
            }
            for (int slot = 0; slot < Features.count(); slot += 8) {
                out.writeByte(eight(model, slot));
            }
            write(out, model.scorer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sealed(bytes.toByteArray());
    }

    /** @throws UnreadableModel saying what is wrong */
    static ModeModel read(String name, byte[] bytes) {
        ByteBuffer in = opened(bytes);
        int version = in.getInt();
        if (version != Features.VERSION) {
            throw new UnreadableModel("the model was made for version " + version + " of the features, this is "
                    + Features.VERSION + "; train it again");
        }
        if (in.getLong() != NAMES) {
            throw new UnreadableModel("the model was made for other features of the same version; train it again");
        }
        ModelReader reader = new ModelReader(in);
        int rows = in.getInt();
        double temperature = in.getDouble();
        List<String> modes = reader.modes();
        BitSet slots = reader.slots();
        Scorer scorer = reader.scorer(modes.size(), slots);
        reader.requireEnd();
        try {
            return ModeModel.of(name, modes, slots, scorer)
                    .calibrated(temperature)
                    .learnedFrom(rows);
        } catch (IllegalArgumentException e) {
            throw new UnreadableModel(String.valueOf(e.getMessage()));
        }
    }

    private static int eight(ModeModel model, int from) {
        int bits = 0;
        for (int i = 0; i < 8 && from + i < Features.count(); i++) {
            bits |= model.uses(from + i) ? 1 << i : 0;
        }
        return bits;
    }

    private static void write(DataOutputStream out, Scorer scorer) throws IOException {
        if (scorer instanceof FlatLinear linear) {
            out.writeByte(LINEAR);
            out.writeBoolean(linear.magnitudes());
            for (int mode = 0; mode < linear.modes(); mode++) {
                out.writeDouble(linear.bias(mode));
            }
            for (int slot : linear.slots().stream().toArray()) {
                for (int mode = 0; mode < linear.modes(); mode++) {
                    out.writeDouble(linear.weight(slot, mode));
                }
            }
        } else if (scorer instanceof FlatTrees trees) {
            out.writeByte(TREES);
            out.writeInt(trees.rootArray().length);
            out.writeInt(trees.nodeArray().length);
            out.writeInt(trees.leafArray().length);
            write(out, trees.rootArray());
            write(out, trees.nodeArray());
            ByteBuffer leaves = ByteBuffer.allocate(trees.leafArray().length * Float.BYTES);
            leaves.asFloatBuffer().put(trees.leafArray());
            out.write(leaves.array());
        } else {
            throw new IllegalArgumentException("a blend has no file; keep the model that lies on top");
        }
    }

    private static void write(DataOutputStream out, int[] numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        bytes.asIntBuffer().put(numbers);
        out.write(bytes.array());
    }

    /** Puts the length in and the checksum after. */
    static byte[] sealed(byte[] body) {
        byte[] whole = Arrays.copyOf(body, body.length + CHECKSUM);
        if (whole.length > MAX_BYTES) {
            throw new IllegalArgumentException("a model of " + whole.length + " bytes is larger than " + MAX_BYTES
                    + "; train fewer or smaller trees");
        }
        ByteBuffer.wrap(whole).putInt(HEAD - Integer.BYTES, whole.length);
        System.arraycopy(checksum(whole), 0, whole, body.length, CHECKSUM);
        return whole;
    }

    /** Checks what can be told without looking inside; the answer is what lies between head and checksum. */
    private static ByteBuffer opened(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableModel(bytes.length + " bytes are more than a model's " + MAX_BYTES);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD || in.getInt() != MAGIC) {
            throw new UnreadableModel("the bytes are no file of a model");
        }
        short format = in.getShort();
        if (format != FORMAT) {
            throw new UnreadableModel("the file has format " + format + ", this reads " + FORMAT);
        }
        int length = in.getInt();
        if (length != bytes.length || length < HEAD + CHECKSUM) {
            throw new UnreadableModel(
                    "the file was cut short or added to: it has " + bytes.length + " bytes of " + length);
        }
        byte[] found = Arrays.copyOfRange(bytes, length - CHECKSUM, length);
        if (!MessageDigest.isEqual(found, checksum(bytes))) {
            throw new UnreadableModel("the file was changed: its checksum is wrong");
        }
        return in.limit(length - CHECKSUM);
    }

    private static byte[] checksum(byte[] whole) {
        MessageDigest sha = sha256();
        sha.update(whole, 0, whole.length - CHECKSUM);
        return sha.digest();
    }

    private static long hashOfNames() {
        List<String> names = new ArrayList<>();
        for (int slot = 0; slot < Features.count(); slot++) {
            names.add(Features.name(slot));
        }
        byte[] digest = sha256().digest(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
