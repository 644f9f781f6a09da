package io.modehub.classify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The model that comes with the hub, for people who haven't trained their own; made by {@link TrainShippedModel}. */
public final class ShippedModel {
    /** The name under which its predictions are recorded; a new one whenever the file changes in substance. */
    public static final String NAME = "modehub-2";

    static final String FILE = "shipped-model.bin";

    private ShippedModel() {}

    /** Reads the model from the resources; takes some milliseconds. */
    public static ModeModel load() {
        try (InputStream in = ShippedModel.class.getResourceAsStream("/classify/" + FILE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource classify/" + FILE);
            }
            return ModeModel.read(NAME, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
