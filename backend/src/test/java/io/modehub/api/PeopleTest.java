package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.modehub.AgentSocket;
import io.modehub.HubUnderTest;
import io.modehub.HubUnderTest.Device;
import io.modehub.Rest;
import io.modehub.Samples;
import io.modehub.Socket;
import io.modehub.TestPostgres;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How people come, get roles, are shut out and go. */
class PeopleTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    /** A revoked device is gone before it could send much more. */
    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void whoeverIsInvitedComesByTheirLinkAndChoosesAPassword() {
        Rest admin = HUB.admin();
        String email = UUID.randomUUID() + "@example.org";
        JsonObject invited = admin.post("people", JsonObject.of("email", email, "name", "Ada", "role", "contributor"))
                .json();
        String token = invited.getString("link").replaceFirst(".*#/welcome\\?token=", "");
        assertThat(invited.getJsonObject("person").getString("joinedAt")).isNull();

        Rest newcomer = signedIn(HUB.nobody().post("auth/link", JsonObject.of("token", token)));
        assertThat(newcomer.get("me").json().getBoolean("hasPassword")).isFalse();
        assertThat(newcomer.put("me/password", JsonObject.of("password", "an odd sentence"))
                        .status())
                .isEqualTo(204);

        assertThat(login(email, "an odd sentence").status()).isEqualTo(200);
        assertThat(newcomer.post("modes", JsonObject.of("name", "Juggling")).status())
                .isEqualTo(201);
        assertThat(HUB.nobody().post("auth/link", JsonObject.of("token", token)).status())
                .isEqualTo(401);
        assertThat(member(admin, email).getString("joinedAt")).isNotNull();
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndSignsAllOthersOut() {
        Person person = HUB.newPerson(Role.VIEWER);
        Rest here = HUB.withToken(HUB.tokenOf(person));
        Rest elsewhere = HUB.withToken(HUB.tokenOf(person));
        here.put("me/password", JsonObject.of("password", "the first of them"));
        assertThat(elsewhere.get("me").status()).isEqualTo(401);
        Rest again = HUB.withToken(HUB.tokenOf(person));

        assertThat(here.put("me/password", JsonObject.of("password", "another one"))
                        .code())
                .isEqualTo("invalid_value");
        assertThat(here.put("me/password", JsonObject.of("current", "wrong", "password", "another one"))
                        .json()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("path"))
                .isEqualTo("current");
        assertThat(here.put("me/password", JsonObject.of("current", "the first of them", "password", "another one"))
                        .status())
                .isEqualTo(204);
        assertThat(again.get("me").status()).isEqualTo(401);
        assertThat(here.get("me").status()).isEqualTo(200);
    }

    @Test
    void aResetLinkEndsWhatWasOpenedBeforeIt() {
        Person person = HUB.newPerson(Role.VIEWER);
        Rest intruder = HUB.withToken(HUB.tokenOf(person));
        Socket page = page(intruder);
        String link =
                HUB.admin().post("people/" + person.id() + "/link", "{}").json().getString("link");
        assertThat(intruder.get("me").status()).isEqualTo(200);

        HUB.nobody().post("auth/link", JsonObject.of("token", link.substring(link.indexOf('=') + 1)));

        assertThat(intruder.get("me").status()).isEqualTo(401);
        assertThat(page.closed()).isEqualTo(4500);
    }

    @Test
    void whoeverIsDisabledIsOutAtOnceWithAllTheirThings() {
        Person person = HUB.newPerson(Role.CONTRIBUTOR);
        Rest caller = HUB.withToken(HUB.tokenOf(person));
        Rest script = HUB.script(caller, "read");
        Device device = HUB.pair(caller);
        AgentSocket agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());
        Socket page = page(caller);

        HUB.admin().patch("people/" + person.id(), JsonObject.of("disabled", true));

        assertThat(page.closed()).isEqualTo(4500);
        assertThat(agent.closed()).isEqualTo(4500);
        assertThat(caller.get("me").status()).isEqualTo(401);
        assertThat(script.get("modes").status()).isEqualTo(401);
        assertThatThrownBy(() -> HUB.agent(device)).isInstanceOf(Socket.Refused.class);

        HUB.admin().patch("people/" + person.id(), JsonObject.of("disabled", false));

        HUB.agent(device).close();
        assertThat(script.get("modes").status()).isEqualTo(200);
        assertThat(caller.get("me").status()).isEqualTo(401);
    }

    @Test
    void devicesOfWhoMayOnlyLookReportNoMoreUntilTheirOwnerMay() {
        Person person = HUB.newPerson(Role.CONTRIBUTOR);
        Rest caller = HUB.withToken(HUB.tokenOf(person));
        Device device = HUB.pair(caller);
        AgentSocket agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());

        HUB.admin().patch("people/" + person.id(), JsonObject.of("role", "viewer"));

        assertThat(agent.closed()).isEqualTo(4500);
        assertThat(refusal(device)).isEqualTo(403);
        HUB.admin()
                .post(
                        "people/" + person.id() + "/grant",
                        JsonObject.of("role", "contributor", "reason", "a day's notes", "durationMs", 60_000));
        AgentSocket again = HUB.agent(device);
        HUB.admin().delete("people/" + person.id() + "/grant");
        assertThat(again.closed()).isEqualTo(4500);
        assertThat(refusal(device)).isEqualTo(403);
    }

    private static int refusal(Device device) {
        return catchThrowableOfType(Socket.Refused.class, () -> HUB.agent(device))
                .status();
    }

    @Test
    void aRevokedDeviceIsGoneWithinASecondAndItsHistoryStays() {
        Rest owner = HUB.newcomer(Role.CONTRIBUTOR);
        Device device = HUB.pair(owner);
        AgentSocket agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());
        agent.send(1, Samples.typing(Samples.yesterday(), 3));
        agent.untilAcked(3);

        long start = System.nanoTime();
        assertThat(owner.post("agents/" + device.id() + "/revoke", "{}").status())
                .isEqualTo(204);
        assertThat(agent.closed()).isEqualTo(4500);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThatThrownBy(() -> HUB.agent(device)).isInstanceOf(Socket.Refused.class);
        assertThat(HUB.stored(device)).hasSize(3);
    }

    @Test
    void whoeverIsDeletedLeavesNoRowBehindButAPseudonymInTheAudit() throws SQLException {
        Person person = HUB.newPerson(Role.CONTRIBUTOR);
        Rest caller = HUB.withToken(HUB.tokenOf(person));
        HUB.script(caller, "read");
        Device device = HUB.pair(caller);
        AgentSocket agent = HUB.agent(device);
        agent.hello(UUID.randomUUID());
        agent.send(1, Samples.typing(Samples.yesterday(), 3));
        agent.untilAcked(3);
        Rest admin = HUB.admin();

        assertThat(admin.delete("people/" + person.id()).status()).isEqualTo(204);

        assertThat(agent.closed()).isEqualTo(4500);
        assertThat(caller.get("me").status()).isEqualTo(401);
        assertThat(tablesThatKnow(person)).containsExactly("audit");
        JsonArray told = admin.get("audit?person=" + person.id()).items();
        assertThat(told).isNotEmpty();
        assertThat(told.encode()).doesNotContain(person.email(), person.name());
        assertThat(told.getJsonObject(0).getString("action")).isEqualTo("person_deleted");
        assertThat(told.getJsonObject(0).getJsonObject("person").getString("name"))
                .isNull();
        assertThat(told.getJsonObject(0).getJsonObject("actor").getString("name"))
                .isEqualTo("Administrator");
    }

    @Test
    void theLastAdministratorCantGo() {
        Person admin = HUB.administrator();
        Rest caller = HUB.admin();

        assertThat(caller.delete("me").code()).isEqualTo("last_administrator");
        assertThat(caller.delete("people/" + admin.id()).code()).isEqualTo("last_administrator");
        assertThat(caller.patch("people/" + admin.id(), JsonObject.of("role", "viewer"))
                        .code())
                .isEqualTo("last_administrator");
        assertThat(caller.patch("people/" + admin.id(), JsonObject.of("disabled", true))
                        .status())
                .isEqualTo(409);
        assertThat(caller.get("people").status()).isEqualTo(200);
    }

    @Test
    void ofTwoAdministratorsWhoLeaveAtOnceOneStays() {
        Person one = HUB.newPerson(Role.ADMIN);
        Person other = HUB.newPerson(Role.ADMIN);
        HUB.rows(
                "update users set roles = '{viewer}' where id = ? returning 1",
                HUB.administrator().id().value());
        try {
            List<Rest.Answer> answers = Stream.of(HUB.withToken(HUB.tokenOf(one)), HUB.withToken(HUB.tokenOf(other)))
                    .parallel()
                    .map(caller -> caller.delete("me"))
                    .toList();

            assertThat(answers).extracting(Rest.Answer::status).containsExactlyInAnyOrder(204, 409);
        } finally {
            HUB.rows(
                    "update users set roles = case id when ? then '{admin,contributor,viewer}' else '{viewer}' end::text[]"
                            + " where 'admin' = any(roles) or id = ? returning 1",
                    HUB.administrator().id().value(),
                    HUB.administrator().id().value());
        }
    }

    @Test
    void aRoleForATimeIsThereAtOnceAndEndsByItself() {
        Rest admin = HUB.admin();
        Person person = HUB.newPerson(Role.VIEWER);
        Rest before = HUB.withToken(HUB.tokenOf(person));
        Socket page = page(before);
        String grant = "people/" + person.id() + "/grant";

        assertThat(admin.post(grant, grantOf("admin", 8 * 3_600_000 + 1)).status())
                .isEqualTo(400);
        assertThat(admin.post(grant, grantOf("admin", 3_600_000)).status()).isEqualTo(201);

        assertThat(page.next()).contains("account");
        Rest now = HUB.withToken(HUB.tokenOf(person));
        assertThat(now.get("me").json().getJsonObject("granted").getString("reason"))
                .isEqualTo("on call tonight");
        assertThat(now.get("people").status()).isEqualTo(200);
        assertThat(before.get("people").status())
                .as("a token never says more than it said")
                .isEqualTo(403);

        HUB.rows(
                "update role_grants set from_at = now() - interval '2 hours', until_at = now() where user_id = ? returning 1",
                person.id().value());
        assertThat(now.get("people").status()).isEqualTo(403);
        assertThat(now.get("modes").status()).isEqualTo(200);
        assertThat(page.next()).contains("account");
        assertThat(admin.get("audit?person=" + person.id()).items().stream()
                        .map(entry -> ((JsonObject) entry).getString("action")))
                .containsSubsequence("role_ended", "role_granted");
    }

    @Test
    void whoeverIsAdministratorForATimeCantMakeMoreOfIt() {
        Person person = HUB.newPerson(Role.CONTRIBUTOR);
        HUB.admin().post("people/" + person.id() + "/grant", grantOf("admin", 3_600_000));
        Rest forATime = HUB.withToken(HUB.tokenOf(person));
        String admin = HUB.administrator().id().toString();
        String viewer = HUB.newPerson(Role.VIEWER).id().toString();

        assertThat(forATime.patch("people/" + person.id(), JsonObject.of("role", "admin"))
                        .status())
                .isEqualTo(403);
        assertThat(forATime.post("people/" + person.id() + "/grant", grantOf("admin", 60_000))
                        .status())
                .isEqualTo(403);
        assertThat(forATime.post("people/" + admin + "/link", "{}").status()).isEqualTo(403);
        assertThat(forATime.delete("people/" + admin).status()).isEqualTo(403);
        assertThat(forATime.patch("people/" + admin, JsonObject.of("disabled", true))
                        .status())
                .isEqualTo(403);
        assertThat(forATime.post("people", JsonObject.of("email", "x@example.org", "name", "X", "role", "admin"))
                        .status())
                .isEqualTo(403);
        assertThat(forATime.post("people/" + viewer + "/link", "{}").status()).isEqualTo(201);
        assertThat(forATime.delete("me/grant").status()).isEqualTo(204);
        assertThat(forATime.get("people").status()).isEqualTo(403);
    }

    @Test
    void aPersonalTokenIsShownOnceKeptAsAHashAndEnds() {
        Rest owner = HUB.newcomer(Role.CONTRIBUTOR);
        JsonObject made = owner.post(
                        "me/tokens",
                        JsonObject.of(
                                "name", "Backup",
                                "scopes", JsonArray.of("read"),
                                "expiresAt", Instant.now().plusSeconds(3_600).toString()))
                .json();
        Rest script = HUB.withToken(made.getString("token"));

        assertThat(script.get("export?format=json").status()).isEqualTo(200);
        JsonObject listed = owner.get("me/tokens").items().getJsonObject(0);
        assertThat(listed.containsKey("token")).isFalse();
        assertThat(listed.getString("lastUsedAt")).isNotNull();
        assertThat(listed.getString("lastUsedFrom")).isEqualTo("127.0.0.1");
        assertThat(HUB.rows("select * from api_tokens").toString()).doesNotContain(made.getString("token"));

        HUB.rows(
                "update api_tokens set created_at = now() - interval '2 hours', expires_at = now() where id = ?::uuid returning 1",
                made.getString("id"));
        assertThat(script.get("modes").status()).isEqualTo(401);
    }

    @Test
    void aTokenThatIsTakenAwayEndsItsLivePage() {
        Rest owner = HUB.newcomer(Role.VIEWER);
        Socket page = page(HUB.script(owner, "read"));
        String id = owner.get("me/tokens").items().getJsonObject(0).getString("id");

        assertThat(owner.delete("me/tokens/" + id).status()).isEqualTo(204);

        assertThat(page.closed()).isEqualTo(4500);
    }

    @Test
    void aBrowserThatIsSignedOutFromElsewhereIsOut() {
        Person person = HUB.newPerson(Role.VIEWER);
        Rest there = HUB.withToken(HUB.tokenOf(person));
        Socket page = page(there);
        Rest here = HUB.withToken(HUB.tokenOf(person));
        String other = here.get("me/sessions").items().stream()
                .map(JsonObject.class::cast)
                .filter(session -> !session.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");

        assertThat(here.delete("me/sessions/" + other).status()).isEqualTo(204);

        assertThat(page.closed()).isEqualTo(4500);
        assertThat(there.get("me").status()).isEqualTo(401);
        assertThat(here.get("me/sessions").items()).hasSize(1);
    }

    @Test
    void theAuditIsNeverEdited() throws SQLException {
        HUB.admin();
        for (String edit : List.of(
                "update audit set action = 'nothing'",
                "delete from audit",
                "truncate audit",
                "update audit set actor = null")) {
            try (Connection connection = TestPostgres.connect(HUB.database());
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(edit)).hasMessageContaining("never edited");
            }
        }
    }

    @Test
    void theAuditForgetsAfterAYear() {
        HUB.rows("insert into audit (at, action) values (now() - interval '366 days', 'signed_in'),"
                + " (now() - interval '364 days', 'signed_in') returning 1");

        HubUnderTest.await(new io.modehub.store.AuditStore(HUB.pool()).forget(Instant.now()));

        assertThat(HUB.rows("select at from audit where at < now() - interval '363 days'"))
                .hasSize(1);
    }

    @Test
    void everyOneSeesWhatWasDoneToTheirAccount() {
        Person person = HUB.newPerson(Role.VIEWER);
        HUB.admin().post("people/" + person.id() + "/link", "{}");

        JsonArray mine = HUB.withToken(HUB.tokenOf(person)).get("me/audit").items();

        assertThat(mine.stream().map(entry -> ((JsonObject) entry).getString("action")))
                .containsExactly("signed_in", "invitation_renewed");
        assertThat(mine.getJsonObject(1).getJsonObject("actor").getString("name"))
                .isEqualTo("Administrator");
    }

    @Test
    void theAuditsPagesFollowEachOther() {
        Rest admin = HUB.admin();
        JsonObject first = admin.get("audit?limit=1").json();
        JsonObject second = admin.get("audit?limit=1&cursor=" + first.getString("nextCursor"))
                .json();

        assertThat(second.getJsonArray("items").getJsonObject(0).getLong("id"))
                .isLessThan(first.getJsonArray("items").getJsonObject(0).getLong("id"));
        assertThat(admin.get("audit?action=signed_in&limit=5").items())
                .allMatch(entry -> ((JsonObject) entry).getString("action").equals("signed_in"));
    }

    private static JsonObject grantOf(String role, long durationMs) {
        return JsonObject.of("role", role, "reason", "on call tonight", "durationMs", durationMs);
    }

    private static Socket page(Rest caller) {
        Socket page = HUB.live();
        page.send(JsonObject.of("type", "auth", "token", caller.token()).encode());
        assertThat(page.next()).contains("welcome");
        assertThat(page.next()).contains("snapshot");
        return page;
    }

    private static Rest.Answer login(String email, String password) {
        return HUB.nobody().post("auth/login", JsonObject.of("email", email, "password", password));
    }

    private static Rest signedIn(Rest.Answer answer) {
        return HUB.withToken(answer.json().getString("accessToken"));
    }

    private static JsonObject member(Rest admin, String email) {
        return admin.get("people").items().stream()
                .map(JsonObject.class::cast)
                .filter(person -> person.getString("email").equals(email))
                .findFirst()
                .orElseThrow();
    }

    /** The tables in which the person's id stands anywhere. */
    private static List<String> tablesThatKnow(Person person) throws SQLException {
        return HUB.rows("select tablename from pg_tables where schemaname = 'public'").stream()
                .map(row -> (String) row.get("tablename"))
                .filter(table -> !HUB.rows(
                                "select 1 from " + table + " t where t::text like ? limit 1", "%" + person.id() + "%")
                        .isEmpty())
                .toList();
    }
}
