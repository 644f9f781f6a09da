package io.modehub.accounts;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a browser keeps to go on with its session: the session's id and 256 random bits that change at each use. */
record RefreshToken(UUID session, String text) {
    private static final int ID_LENGTH = 22;
    private static final int LENGTH = ID_LENGTH + 1 + 43;

    static RefreshToken fresh(UUID session) {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(session.getMostSignificantBits())
                .putLong(session.getLeastSignificantBits())
                .array();
        return new RefreshToken(
                session, Base64.getUrlEncoder().withoutPadding().encodeToString(id) + "." + Tokens.random());
    }

    /** What was shown; empty where it has not the shape of one of ours. */
    static Optional<RefreshToken> of(@Nullable String shown) {
        if (shown == null || shown.length() != LENGTH || shown.charAt(ID_LENGTH) != '.') {
            return Optional.empty();
        }
        try {
            ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(shown.substring(0, ID_LENGTH)));
            return Optional.of(new RefreshToken(new UUID(id.getLong(), id.getLong()), shown));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the database keeps of it. */
    byte[] hash() {
        return Tokens.hash(text);
    }

    @Override
    public String toString() {
        return "RefreshToken[" + session + "]";
    }
}
