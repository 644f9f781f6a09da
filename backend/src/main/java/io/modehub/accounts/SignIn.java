package io.modehub.accounts;

import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.config.Secret;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Entry;
import io.modehub.store.PeopleStore;
import io.modehub.store.PeopleStore.Grant;
import io.modehub.store.SessionStore;
import io.modehub.store.SessionStore.Standing;
import io.modehub.store.UserStore;
import io.modehub.store.UserStore.Credentials;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How people get in: by password or one-time link, and stay in by a refresh token that changes at each use. */
public final class SignIn {
    /** Life of a session since its last use. */
    public static final Duration SESSION_LIFE = Duration.ofDays(30);

    /** So long a token's predecessor still works, so that two tabs don't log each other out. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Stores stores;
    private final Tokens tokens;
    private final Passwords passwords;
    private final LoginLimits limits;
    private final OpenSockets sockets;
    private final Clock clock;

    public SignIn(
            Stores stores, Tokens tokens, Passwords passwords, LoginLimits limits, OpenSockets sockets, Clock clock) {
        this.stores = stores;
        this.tokens = tokens;
        this.passwords = passwords;
        this.limits = limits;
        this.sockets = sockets;
        this.clock = clock;
    }

    /** What signing in reads and writes. */
    public record Stores(UserStore users, SessionStore sessions, PeopleStore people, AuditStore audit) {}

    /**
     * Someone signed in.
     *
     * @param person with the roles they have now, those for a time included
     * @param refreshToken for the cookie; empty where the browser's present one stays in force
     */
    public record SignedIn(Person person, Tokens.Signed access, Optional<String> refreshToken) {
        @Override
        public String toString() {
            return "SignedIn[" + person.id() + "]";
        }
    }

    /**
     * Fails with {@code wrong_credentials} alike for unknown people and wrong passwords, and with {@code too_many_tries} for
     * whoever guesses.
     */
    public Future<SignedIn> byPassword(String email, String password, Client client) {
        LoginLimits.Try attempt;
        try {
            attempt = limits.begin(email, client.address());
        } catch (HubException tooMany) {
            return Future.failedFuture(tooMany);
        }
        return credentials(email).compose(found -> passwords
                .matches(password, found.flatMap(Credentials::passwordHash))
                .compose(right -> {
                    if (right && found.isPresent()) {
                        attempt.succeeded();
                        return begin(found.get().person(), "password", client);
                    }
                    return refused(found, client);
                }));
    }

    private Future<Optional<Credentials>> credentials(String email) {
        // Asked also where nobody can have that address, so that this takes as long.
        return stores.users().credentials(Email.of(email).map(Email::text).orElse(""));
    }

    private Future<SignedIn> refused(Optional<Credentials> found, Client client) {
        Entry entry = Entry.byNobody("sign_in_failed", client.address());
        Entry told =
                found.map(credentials -> entry.about(credentials.person().id())).orElse(entry);
        return stores.audit()
                .add(told, clock.instant())
                .compose(nothing ->
                        Future.failedFuture(new HubException(ErrorCode.WRONG_CREDENTIALS, "check both and try again")));
    }

    public Future<SignedIn> byLink(String token, Client client) {
        return stores.sessions().redeem(Tokens.hash(token), clock.instant()).compose(redeemed -> redeemed.map(known -> {
                    if (known.endedSessions()) {
                        sockets.accessChanged(known.person().id());
                    }
                    return begin(known.person(), known.purpose(), client);
                })
                .orElseGet(() -> Future.failedFuture(new HubException(
                        ErrorCode.LINK_SPENT, "restart the hub or ask an administrator for a new one"))));
    }

    /** Goes on with a session; a spent token shown after its grace ends the session for everybody who has it. */
    public Future<SignedIn> refresh(@Nullable String refreshToken, Client client) {
        Optional<RefreshToken> shown = RefreshToken.of(refreshToken);
        if (shown.isEmpty()) {
            return Future.failedFuture(signedOut());
        }
        UUID session = shown.get().session();
        byte[] hash = shown.get().hash();
        Instant now = clock.instant();
        return stores.sessions().find(session, hash, now).compose(found -> {
            if (found.isEmpty()) {
                return Future.failedFuture(signedOut());
            }
            UserId user = found.get().user();
            if (found.get().standing() == Standing.IN_FORCE) {
                RefreshToken next = RefreshToken.fresh(session);
                return stores.sessions()
                        .rotate(session, hash, next.hash(), now, now.plus(SESSION_LIFE))
                        .compose(first -> access(user, session, first ? Optional.of(next.text()) : Optional.empty()));
            }
            boolean inGrace = found.get().standing() == Standing.BEFORE
                    && found.get().rotatedAt().plus(GRACE).isAfter(now);
            return inGrace ? access(user, session, Optional.empty()) : replayed(user, session, client);
        });
    }

    private Future<SignedIn> replayed(UserId user, UUID session, Client client) {
        return stores.sessions()
                .end(user, session)
                .compose(ended -> stores.audit()
                        .add(
                                Entry.byNobody("session_replayed", client.address())
                                        .about(user)
                                        .on(session),
                                clock.instant()))
                .compose(nothing -> {
                    sockets.accessChanged(user);
                    return Future.failedFuture(signedOut());
                });
    }

    /** Ends a session, where the token is of one. */
    public Future<Void> signOut(@Nullable String refreshToken, Client client) {
        Optional<RefreshToken> shown = RefreshToken.of(refreshToken);
        if (shown.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID session = shown.get().session();
        return stores.sessions()
                .find(session, shown.get().hash(), clock.instant())
                .compose(found -> found.isEmpty() || found.get().standing() == Standing.SPENT
                        ? Future.succeededFuture()
                        : endSession(found.get().user(), session, "signed_out", client)
                                .mapEmpty());
    }

    /** A person's live sessions, the one used last first. */
    public Future<List<SessionStore.Session>> sessions(UserId user) {
        return stores.sessions().list(user, clock.instant());
    }

    /** Ends one session of a person's; false where there is none of that id. */
    public Future<Boolean> endSession(UserId user, UUID session, Client client) {
        return endSession(user, session, "session_ended", client);
    }

    /** Ends all sessions of a person's but the one they call with. */
    public Future<Void> endOtherSessions(UserId user, UUID kept, Client client) {
        return stores.sessions()
                .endOthers(user, kept)
                .compose(ended -> stores.audit()
                        .add(Entry.by(user, "sessions_ended", client.address()).with("count", ended), clock.instant()))
                .onSuccess(nothing -> sockets.accessChanged(user));
    }

    private Future<Boolean> endSession(UserId user, UUID session, String action, Client client) {
        return stores.sessions()
                .end(user, session)
                .compose(ended -> ended
                        ? stores.audit()
                                .add(Entry.by(user, action, client.address()).on(session), clock.instant())
                                .onSuccess(nothing -> sockets.accessChanged(user))
                                .map(true)
                        : Future.succeededFuture(false));
    }

    /**
     * Sets a person's password; all their other sessions end. Fails with {@code wrong_credentials} where the present one isn't
     * right, as often as signing in may.
     *
     * @param present null where they have none
     */
    public Future<Void> changePassword(
            Person person, UUID session, @Nullable String present, String wanted, Client client) {
        Passwords.requireGood("password", wanted, person.email());
        return stores.users().credentials(person.email()).compose(found -> {
            Optional<String> hash = found.flatMap(Credentials::passwordHash);
            return proven(person, present, hash, client)
                    .compose(proven -> passwords.hash(new Secret(wanted)))
                    .compose(fresh -> stores.sessions().changePassword(person.id(), hash, fresh, session))
                    .compose(changed -> changed
                            ? stores.audit()
                                    .add(Entry.by(person.id(), "password_changed", client.address()), clock.instant())
                                    .onSuccess(nothing -> sockets.accessChanged(person.id()))
                            : Future.failedFuture(new HubException(
                                    ErrorCode.CONFLICT, "the password was changed meanwhile; sign in again")));
        });
    }

    private Future<Void> proven(Person person, @Nullable String present, Optional<String> hash, Client client) {
        if (hash.isEmpty()) {
            return Future.succeededFuture();
        }
        LoginLimits.Try attempt = limits.begin(person.email(), client.address());
        return passwords.matches(present == null ? "" : present, hash).compose(right -> {
            if (right) {
                attempt.succeeded();
                return Future.succeededFuture();
            }
            return Future.failedFuture(
                    HubException.ofField(ErrorCode.INVALID_VALUE, "current", "is not your present password"));
        });
    }

    /** The person with the roles they have now, and what is granted for a time. */
    public Future<Optional<Now>> now(UserId user) {
        return stores.people()
                .find(user, clock.instant())
                .map(found -> found.map(member -> {
                    Person person = member.person();
                    Set<String> roles = new HashSet<>(person.roles());
                    member.grant()
                            .ifPresent(
                                    grant -> roles.addAll(Role.of(grant.role()).andBelow()));
                    return new Now(person.withRoles(roles), member.hasPassword(), member.grant());
                }));
    }

    /** A person at this moment. */
    public record Now(Person person, boolean hasPassword, Optional<Grant> grant) {}

    private Future<SignedIn> begin(Person person, String by, Client client) {
        UUID session = UUID.randomUUID();
        RefreshToken token = RefreshToken.fresh(session);
        Instant now = clock.instant();
        SessionStore.Session begun =
                new SessionStore.Session(session, client.device(), client.address(), now, now, now.plus(SESSION_LIFE));
        return stores.sessions()
                .add(begun, person.id(), token.hash())
                .compose(nothing -> stores.audit()
                        .add(
                                Entry.by(person.id(), "signed_in", client.address())
                                        .on(session)
                                        .with("by", by),
                                now))
                .compose(nothing -> access(person.id(), session, Optional.of(token.text())));
    }

    private Future<SignedIn> access(UserId user, UUID session, Optional<String> refreshToken) {
        return now(user).compose(now -> now.map(known -> Future.succeededFuture(new SignedIn(
                        known.person(),
                        tokens.forPerson(
                                user,
                                session,
                                known.person().roles(),
                                known.grant().map(Grant::until).orElse(Instant.MAX)),
                        refreshToken)))
                .orElseGet(() -> Future.failedFuture(signedOut())));
    }

    private static HubException signedOut() {
        return new HubException(ErrorCode.UNAUTHENTICATED, "you are signed out; sign in again");
    }
}
