package io.modehub.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One thing {@code doctor} looked at.
 *
 * @param what its name for scripts; {@code doctor.WHAT} is that for people
 * @param value what was found
 * @param remedy what to do about it, where something is to be done
 */
record Finding(
        String what, State state, String value, @Nullable String remedy) {
    enum State {
        /** There, and works. */
        ok,
        /** Not there because the person wants it so. */
        off,
        /** Not there. */
        missing
    }

    static Finding ok(String what, String value) {
        return new Finding(what, State.ok, value, null);
    }

    static Finding off(String what, String value) {
        return new Finding(what, State.off, value, null);
    }

    static Finding missing(String what, String value, String remedy) {
        return new Finding(what, State.missing, value, remedy);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("what", what);
        json.writeStringField("state", state.name());
        json.writeStringField("value", value);
        if (remedy != null) {
            json.writeStringField("remedy", remedy);
        }
        json.writeEndObject();
    }
}
