package io.modehub.accounts;

import io.modehub.accounts.Links.Link;
import io.modehub.accounts.Links.Purpose;
import io.modehub.activity.Person;
import io.modehub.activity.UserId;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.store.AgentStore;
import io.modehub.store.AuditStore;
import io.modehub.store.AuditStore.Entry;
import io.modehub.store.PeopleStore;
import io.modehub.store.PeopleStore.Grant;
import io.modehub.store.PeopleStore.Member;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What administrators do with people. Whoever is an administrator for a time only can't make more of it: roles, and whatever
 * touches other administrators, are for those who are it for good.
 */
public final class People {
    /** The longest a role can be granted for. */
    public static final Duration LONGEST_GRANT = Duration.ofHours(8);

    private final PeopleStore people;
    private final AgentStore agents;
    private final Links links;
    private final OpenSockets sockets;
    private final Clock clock;

    public People(PeopleStore people, AgentStore agents, Links links, OpenSockets sockets, Clock clock) {
        this.people = people;
        this.agents = agents;
        this.links = links;
        this.sockets = sockets;
        this.clock = clock;
    }

    /** An administrator at work. */
    public record Actor(UserId user, Client client) {
        private Entry did(String action) {
            return Entry.by(user, action, client.address());
        }
    }

    /** Somebody invited, and the link to give them. */
    public record Invited(Member member, Link link) {}

    /** Everybody, in order of their names. */
    public Future<List<Member>> list() {
        return people.list(clock.instant());
    }

    /** Fails with {@code conflict} where the address is taken. */
    public Future<Invited> invite(Actor actor, String email, String name, Role role) {
        Email address = Email.of(email)
                .orElseThrow(() -> HubException.ofField(
                        ErrorCode.INVALID_VALUE,
                        "email",
                        "must be an e-mail address in plain ASCII; example: me@example.org"));
        return people.change(connection -> requireLastingFor(connection, actor, role == Role.ADMIN)
                        .compose(nothing -> PeopleStore.isTaken(connection, address.text()))
                        .compose(taken -> taken
                                ? Future.failedFuture(HubException.ofField(
                                        ErrorCode.CONFLICT, "email", "belongs to somebody who is here already"))
                                : PeopleStore.invite(connection, address.text(), name, role.andBelow()))
                        .compose(person -> links.add(connection, person.id(), Purpose.INVITATION)
                                .compose(link -> note(
                                                connection,
                                                actor.did("person_invited")
                                                        .about(person.id())
                                                        .with("role", role.wire()))
                                        .map(new Made(person, link)))))
                .compose(made -> member(made.person().id()).map(member -> new Invited(member, made.link())));
    }

    private record Made(Person person, Link link) {}

    /** A new invitation for who has never been here, for others a link that resets their password. */
    public Future<Link> link(Actor actor, UserId id) {
        return people.change(connection -> existing(connection, id)
                .compose(member -> requireLastingFor(connection, actor, isAdministrator(member))
                        .compose(nothing -> {
                            if (member.disabled()) {
                                throw new HubException(ErrorCode.CONFLICT, "they are disabled; let them in first");
                            }
                            boolean isNew = member.joinedAt().isEmpty();
                            return links.add(connection, id, isNew ? Purpose.INVITATION : Purpose.RESET)
                                    .compose(link -> note(
                                                    connection,
                                                    actor.did(isNew ? "invitation_renewed" : "reset_link_made")
                                                            .about(id))
                                            .map(link));
                        })));
    }

    /** Gives a role for good; what was granted for a time ends. */
    public Future<Member> setRole(Actor actor, UserId id, Role role) {
        return people.change(connection -> existing(connection, id).compose(member -> requireLastingFor(
                                connection, actor, true)
                        .compose(nothing -> role == Role.ADMIN || !isAdministrator(member)
                                ? Future.succeededFuture()
                                : requireAnother(connection, id))
                        .compose(nothing -> PeopleStore.endGrant(connection, id, clock.instant()))
                        .compose(ended -> PeopleStore.setRoles(connection, id, role.andBelow()))
                        .compose(nothing -> note(
                                connection,
                                actor.did("role_set")
                                        .about(id)
                                        .with("role", role.wire())
                                        .with(
                                                "before",
                                                Role.highest(member.person().roles())
                                                        .wire())))))
                .compose(nothing -> changed(id));
    }

    /** Lets a person in no more, nor their devices and scripts; open sockets end. */
    public Future<Member> disable(Actor actor, UserId id) {
        if (actor.user().equals(id)) {
            throw new HubException(ErrorCode.CONFLICT, "nobody disables themselves; ask another administrator");
        }
        return close(actor, id, "person_disabled").compose(nothing -> changed(id));
    }

    /** Lets a person in again. */
    public Future<Member> enable(Actor actor, UserId id) {
        return people.change(connection -> existing(connection, id)
                        .compose(member -> requireLastingFor(connection, actor, isAdministrator(member)))
                        .compose(nothing -> PeopleStore.setDisabled(connection, id, null))
                        .compose(nothing ->
                                note(connection, actor.did("person_enabled").about(id))))
                .compose(nothing -> changed(id));
    }

    /** Deletes a person with all data: first they are shut out and their open sockets end, then their rows go. */
    public Future<Void> delete(Actor actor, UserId id) {
        return close(actor, id, "person_deleted").compose(nothing -> people.delete(id));
    }

    /** Grants a role for some hours. */
    public Future<Member> grant(Actor actor, UserId id, Role role, String reason, Duration life) {
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST_GRANT) > 0) {
            throw HubException.ofField(
                    ErrorCode.INVALID_VALUE, "durationMs", "must be at most " + LONGEST_GRANT.toHours() + " hours");
        }
        Instant now = clock.instant();
        return people.change(connection -> existing(connection, id)
                        .compose(member -> requireLastingFor(connection, actor, true)
                                .compose(nothing -> {
                                    if (role.isHeldBy(member.person().roles())) {
                                        throw HubException.ofField(
                                                ErrorCode.INVALID_VALUE, "role", "is theirs already, for good");
                                    }
                                    if (member.disabled()) {
                                        throw new HubException(ErrorCode.CONFLICT, "they are disabled");
                                    }
                                    return PeopleStore.grant(connection, id, role.wire(), reason, now, now.plus(life));
                                }))
                        .compose(grant -> note(
                                connection,
                                actor.did("role_granted")
                                        .about(id)
                                        .on(grant.id())
                                        .with("role", role.wire())
                                        .with("reason", reason)
                                        .with("until", grant.until().toString()))))
                .compose(nothing -> changed(id));
    }

    /** Ends early what was granted; by an administrator, or by whoever has it. */
    public Future<Void> endGrant(Actor actor, UserId id) {
        return people.change(connection -> PeopleStore.endGrant(connection, id, clock.instant())
                        .compose(ended -> ended
                                ? note(connection, actor.did("role_ended").about(id))
                                : Future.failedFuture(new HubException(
                                        ErrorCode.NOT_FOUND, "nothing is granted to them at this moment"))))
                .compose(nothing -> changed(id))
                .mapEmpty();
    }

    /** Notes what has run out, and tells the pages of those who had it. */
    public Future<Void> endOverdue() {
        return people.change(connection -> PeopleStore.endOverdue(connection, clock.instant())
                        .compose(ended -> noteEnds(connection, ended).map(ended)))
                .compose(ended -> Future.join(
                        ended.stream().map(each -> changed(each.user())).toList()))
                .mapEmpty();
    }

    private Future<Void> noteEnds(SqlConnection connection, List<PeopleStore.Ended> all) {
        Future<Void> noted = Future.succeededFuture();
        for (PeopleStore.Ended each : all) {
            Grant grant = each.grant();
            noted = noted.compose(nothing -> note(
                    connection,
                    Entry.byNobody("role_ended", "")
                            .about(each.user())
                            .on(grant.id())
                            .with("role", grant.role())));
        }
        return noted;
    }

    private Future<Void> close(Actor actor, UserId id, String action) {
        boolean isOneself = actor.user().equals(id);
        return people.change(connection -> existing(connection, id)
                        .compose(member -> requireLastingFor(connection, actor, isAdministrator(member) && !isOneself)
                                .compose(nothing -> isAdministrator(member)
                                        ? requireAnother(connection, id)
                                        : Future.succeededFuture()))
                        .compose(nothing -> PeopleStore.setDisabled(connection, id, clock.instant()))
                        .compose(nothing -> note(
                                connection,
                                isOneself
                                        ? actor.did(action)
                                        : actor.did(action).about(id))))
                .compose(nothing -> agents.keys(id))
                .onSuccess(keys -> {
                    sockets.accessChanged(id);
                    keys.forEach(sockets::revoked);
                })
                .mapEmpty();
    }

    private Future<Member> existing(SqlConnection connection, UserId id) {
        return PeopleStore.find(connection, id, clock.instant())
                .map(found ->
                        found.orElseThrow(() -> HubException.ofField(ErrorCode.NOT_FOUND, "id", "names nobody here")));
    }

    /** Tells open sockets; devices of who may only look from now on are let go. */
    private Future<Member> changed(UserId id) {
        sockets.accessChanged(id);
        return member(id).compose(member -> {
            Set<String> roles = new HashSet<>(member.person().roles());
            member.grant().ifPresent(grant -> roles.add(grant.role()));
            return Role.CONTRIBUTOR.isHeldBy(roles)
                    ? Future.succeededFuture(member)
                    : agents.fence(id)
                            .onSuccess(keys -> keys.forEach(sockets::revoked))
                            .map(member);
        });
    }

    private Future<Member> member(UserId id) {
        return people.find(id, clock.instant())
                .map(found ->
                        found.orElseThrow(() -> HubException.ofField(ErrorCode.NOT_FOUND, "id", "names nobody here")));
    }

    private Future<Void> requireLastingFor(SqlConnection connection, Actor actor, boolean needed) {
        return needed
                ? PeopleStore.find(connection, actor.user(), clock.instant())
                        .compose(
                                found -> found.filter(People::isAdministrator).isPresent()
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(
                                                new HubException(
                                                        ErrorCode.FORBIDDEN,
                                                        "roles and other administrators are for those who are administrators for good")))
                : Future.succeededFuture();
    }

    private static Future<Void> requireAnother(SqlConnection connection, UserId id) {
        return PeopleStore.isAnotherAdministrator(connection, id)
                .compose(another -> another
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                new HubException(ErrorCode.LAST_ADMINISTRATOR, "make another administrator first")));
    }

    /** For good: what is granted for a time doesn't count. */
    private static boolean isAdministrator(Member member) {
        return Role.ADMIN.isHeldBy(member.person().roles());
    }

    private Future<Void> note(SqlConnection connection, Entry entry) {
        return AuditStore.add(connection, entry, clock.instant());
    }
}
