package io.modehub.accounts;

import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.store.PeopleStore;
import io.modehub.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One-time links that sign somebody in: 256 random bits, behind the address's {@code #}, so that no server's log has them. */
public final class Links {
    /** Life of a link that signs in or resets a password. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** Life of an invitation. */
    public static final Duration INVITATION_LIFE = Duration.ofDays(7);

    private final PeopleStore people;
    private final Clock clock;

    public Links(PeopleStore people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** What a link is for. */
    enum Purpose {
        SIGN_IN("sign-in", LIFE),
        INVITATION("invitation", INVITATION_LIFE),
        RESET("reset", LIFE);

        private final String stored;
        private final Duration life;

        Purpose(String stored, Duration life) {
            this.stored = stored;
            this.life = life;
        }
    }

    /** A link's token and its end. */
    public record Link(String token, Instant expiresAt) {
        /** The part of the page's address after the hub's. */
        public String path() {
            return "/#/sign-in?token=" + token;
        }

        @Override
        public String toString() {
            return "Link[(hidden), expiresAt=" + expiresAt + "]";
        }
    }

    /** A link that signs a person in and changes nothing else. */
    public Future<Link> signIn(UserId user) {
        return people.change(connection -> add(connection, user, Purpose.SIGN_IN));
    }

    /** A link that takes a person's password and sessions away once it is used, and lets them choose a new one. */
    public Future<Link> reset(Person person) {
        return people.change(connection -> add(connection, person.id(), Purpose.RESET));
    }

    Future<Link> add(SqlConnection connection, UserId user, Purpose purpose) {
        String token = Tokens.random();
        Instant now = clock.instant();
        Instant end = now.plus(purpose.life);
        return SessionStore.addLink(connection, Tokens.hash(token), user, purpose.stored, now, end)
                .map(new Link(token, end));
    }
}
