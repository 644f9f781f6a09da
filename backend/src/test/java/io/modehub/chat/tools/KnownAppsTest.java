package io.modehub.chat.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which of a person's applications a question may name, and in what order. */
class KnownAppsTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private final Person person = HUB.newPerson(Role.CONTRIBUTOR);
    private final Rest rest = HUB.withToken(HUB.tokenOf(person));

    @Test
    void theMostUsedOfLateComeFirstAndTheOthersByName() {
        use("Zotero", "2026-05-04T09:00:00Z", 50);
        use("Blender", "2026-05-05T09:00:00Z", 20);
        use("Slack", "2026-11-16T09:00:00Z", 10);
        use("Editor", "2026-11-17T09:00:00Z", 30);
        HUB.settle();

        assertThat(appsAt("2026-11-18T14:20:00Z")).containsExactly("Editor", "Slack", "Blender", "Zotero");
    }

    @Test
    void whatCameUpAMinuteAgoIsKnown() {
        use("Editor", "2026-11-17T09:00:00Z", 30);
        HUB.settle();
        use("Krita", "2026-11-18T14:19:00Z", 1);

        assertThat(appsAt("2026-11-18T14:20:00Z")).containsExactly("Editor", "Krita");
    }

    private void use(String app, String at, int minutes) {
        assertThat(rest.post(
                                "activities",
                                JsonArray.of(JsonObject.of(
                                        "at", at, "durationMs", minutes * 60_000, "app", app, "keyboard", 5)))
                        .status())
                .isEqualTo(200);
    }

    private List<String> appsAt(String now) {
        return HubUnderTest.await(
                        new Toolboxes(HUB.vertx(), HUB.pool(), Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
                                .of(person.id(), ZoneOffset.UTC, DayOfWeek.MONDAY, Language.ENGLISH, false))
                .vocabulary()
                .apps();
    }
}
