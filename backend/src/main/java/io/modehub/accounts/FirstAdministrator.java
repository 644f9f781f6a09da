package io.modehub.accounts;

import io.modehub.activity.Person;
import io.modehub.config.Settings;
import io.modehub.store.UserStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;

/** Somebody must be there to let the others in. */
public final class FirstAdministrator {
    private final UserStore users;
    private final Passwords passwords;
    private final Clock clock;

    public FirstAdministrator(UserStore users, Passwords passwords, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Makes the first administrator where there is none; the answer is the administrator. */
    public Future<Person> ensure(Optional<Settings.Admin> wanted) {
        return users.firstAdministrator()
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found.get())
                        : create(wanted).compose(this::settleHere));
    }

    /** Whether the administrator can't sign in by password. */
    public Future<Boolean> needsLink(Person person) {
        return users.credentials(person.email())
                .map(credentials ->
                        credentials.flatMap(UserStore.Credentials::passwordHash).isEmpty());
    }

    private Future<Person> create(Optional<Settings.Admin> wanted) {
        if (wanted.isEmpty()) {
            return users.create("admin@localhost", "Administrator", null, Role.ADMIN.andBelow());
        }
        Settings.Admin admin = wanted.get();
        return passwords
                .hash(admin.password())
                .compose(hash -> users.create(admin.email(), "Administrator", hash, Role.ADMIN.andBelow()));
    }

    /** Until they say otherwise, the first administrator's days begin and end where the hub stands. */
    private Future<Person> settleHere(Person person) {
        return users.update(person.id(), null, ZoneId.systemDefault().getId(), null, null, clock.instant())
                .map(settled -> settled.orElse(person));
    }
}
