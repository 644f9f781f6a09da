package io.modehub;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.config.DatabaseUrl;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can run commands on the server can let anybody in again, themselves first. */
class ResetPasswordTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @TempDir
    Path directory;

    @Test
    void theCommandPrintsALinkThatResetsThePasswordWhileTheHubRuns() {
        String printed = run("Admin@Example.org", 0);
        String token = printed.replaceFirst("(?s).*#/welcome\\?token=(\\S+).*", "$1");

        assertThat(login()).as("nothing happens before the link is used").isEqualTo(200);
        assertThat(HUB.nobody().post("auth/link", JsonObject.of("token", token)).status())
                .isEqualTo(200);
        assertThat(login()).isEqualTo(401);
    }

    @Test
    void anAddressOfNobodyIsSaidSo() {
        assertThat(run("nobody@example.org", 1)).isEmpty();
    }

    private String run(String email, int status) {
        DatabaseUrl url = HUB.database();
        Map<String, String> environment = Map.of(
                "DATA_DIR",
                directory.toString(),
                "JWT_SECRET",
                HubUnderTest.JWT_SECRET.value(),
                "DATABASE_URL",
                "postgres://" + url.user() + ":" + url.password().value() + "@" + url.host() + ":" + url.port() + "/"
                        + url.database());
        try (HubProcess command = HubProcess.start(environment, "reset-password", email)) {
            assertThat(command.exit()).as(command.said()).isEqualTo(status);
            return command.printed();
        }
    }

    private static int login() {
        return HUB.nobody()
                .post("auth/login", JsonObject.of("email", HubUnderTest.EMAIL, "password", HubUnderTest.PASSWORD))
                .status();
    }
}
