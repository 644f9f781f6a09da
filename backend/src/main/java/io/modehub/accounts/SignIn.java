package io.modehub.accounts;

import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.config.Settings;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How people get in: by password or one-time link, and stay in by a refresh token that changes at each use. */
public final class SignIn {
    /** Life of a session since its last use. */
    public static final Duration SESSION_LIFE = Duration.ofDays(30);

    /** Life of a one-time sign-in link. */
    public static final Duration LINK_LIFE = Duration.ofHours(24);

    /** So long a token's predecessor still works, so that two tabs don't log each other out. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final UserStore users;
    private final Tokens tokens;
    private final Passwords passwords;
    private final Clock clock;

    public SignIn(UserStore users, Tokens tokens, Passwords passwords, Clock clock) {
        this.users = users;
        this.tokens = tokens;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Someone signed in.
     *
     * @param refreshToken for the cookie; empty where the browser's present one stays in force
     */
    public record SignedIn(Person person, Tokens.Signed access, Optional<String> refreshToken) {
        @Override
        public String toString() {
            return "SignedIn[" + person.id() + "]";
        }
    }

    /** Makes the first administrator where there is none; the answer is the administrator. */
    public Future<Person> ensureAdministrator(Optional<Settings.Admin> wanted) {
        return users.firstAdministrator()
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found.get())
                        : createAdministrator(wanted).compose(this::settleHere));
    }

    /** Whether the administrator can't sign in by password. */
    public Future<Boolean> needsLink(Person person) {
        return users.credentials(person.email())
                .map(credentials ->
                        credentials.flatMap(UserStore.Credentials::passwordHash).isEmpty());
    }

    /** A new one-time token for a sign-in link. */
    public Future<String> link(UserId user) {
        String token = Tokens.random();
        return users.addSignInLink(Tokens.hash(token), user, clock.instant().plus(LINK_LIFE))
                .map(token);
    }

    /** Fails with {@code wrong_credentials} alike for unknown people and wrong passwords. */
    public Future<SignedIn> byPassword(String email, String password) {
        return users.credentials(email).compose(credentials -> passwords
                .matches(password, credentials.flatMap(UserStore.Credentials::passwordHash))
                .compose(right -> right && credentials.isPresent()
                        ? begin(credentials.get().person())
                        : Future.failedFuture(
                                new HubException(ErrorCode.WRONG_CREDENTIALS, "check both and try again"))));
    }

    public Future<SignedIn> byLink(String token) {
        return users.spendSignInLink(Tokens.hash(token), clock.instant())
                .compose(person -> person.isPresent()
                        ? begin(person.get())
                        : Future.failedFuture(new HubException(
                                ErrorCode.LINK_SPENT, "restart the hub or ask an administrator for a new one")));
    }

    /** Goes on with a session; a predecessor replayed after its grace ends the session. */
    public Future<SignedIn> refresh(@Nullable String refreshToken) {
        if (refreshToken == null) {
            return Future.failedFuture(signedOut());
        }
        Instant now = clock.instant();
        byte[] hash = Tokens.hash(refreshToken);
        return users.session(hash, now).compose(found -> {
            if (found.isEmpty()) {
                return Future.failedFuture(signedOut());
            }
            UserStore.Session session = found.get();
            if (!session.current()) {
                return session.rotatedAt().plus(GRACE).isAfter(now)
                        ? access(session.user(), Optional.empty())
                        : users.endSession(session.id()).compose(nothing -> Future.failedFuture(signedOut()));
            }
            String next = Tokens.random();
            return users.rotate(session.id(), hash, Tokens.hash(next), now, now.plus(SESSION_LIFE))
                    .compose(first -> access(session.user(), first ? Optional.of(next) : Optional.empty()));
        });
    }

    public Future<Void> signOut(@Nullable String refreshToken) {
        if (refreshToken == null) {
            return Future.succeededFuture();
        }
        return users.session(Tokens.hash(refreshToken), clock.instant())
                .compose(session ->
                        session.isPresent() ? users.endSession(session.get().id()) : Future.succeededFuture());
    }

    private Future<Person> createAdministrator(Optional<Settings.Admin> wanted) {
        Set<String> roles = Set.of(Role.ADMIN.wire(), Role.CONTRIBUTOR.wire(), Role.VIEWER.wire());
        if (wanted.isEmpty()) {
            return users.create("admin@localhost", "Administrator", null, roles);
        }
        Settings.Admin admin = wanted.get();
        return passwords
                .hash(admin.password())
                .compose(hash -> users.create(admin.email(), "Administrator", hash, roles));
    }

    /** Until they say otherwise, the first administrator's days begin and end where the hub stands. */
    private Future<Person> settleHere(Person person) {
        return users.update(person.id(), null, ZoneId.systemDefault().getId(), null, null, clock.instant())
                .map(settled -> settled.orElse(person));
    }

    private Future<SignedIn> begin(Person person) {
        String token = Tokens.random();
        Instant now = clock.instant();
        return users.addSession(person.id(), Tokens.hash(token), now, now.plus(SESSION_LIFE))
                .map(nothing -> new SignedIn(person, tokens.forPerson(person), Optional.of(token)));
    }

    private Future<SignedIn> access(UserId user, Optional<String> refreshToken) {
        return users.find(user)
                .compose(person -> person.isPresent()
                        ? Future.succeededFuture(
                                new SignedIn(person.get(), tokens.forPerson(person.get()), refreshToken))
                        : Future.failedFuture(signedOut()));
    }

    private static HubException signedOut() {
        return new HubException(ErrorCode.UNAUTHENTICATED, "you are signed out; sign in again");
    }
}
