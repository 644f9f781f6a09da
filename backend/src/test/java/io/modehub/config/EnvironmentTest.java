package io.modehub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.modehub.failure.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private static final String LONG = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void anEmptyEnvironmentHasDefaults() {
        Settings settings = Environment.read(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.database()).isEmpty();
    }

    @Test
    void blankIsAsGoodAsUnset() {
        assertThat(Environment.read(Map.of("PORT", "", "PUBLIC_URL", " ", "DATABASE_URL", "")))
                .isEqualTo(Environment.read(Map.of()));
    }

    @Test
    void everyWrongVariableIsNamedOnceInOneMessage() {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("PORT", "70000");
        wrong.put("PUBLIC_URL", "https://example.org/path");
        wrong.put("DATABASE_URL", "mysql://root@localhost/db");
        wrong.put("JWT_SECRET", "short");
        wrong.put("JWT_SECRET_PREVIOUS", "short");
        wrong.put("ADMIN_EMAIL", "nobody");
        wrong.put("ADMIN_PASSWORD", "short");

        String message = catchThrowable(() -> Environment.read(wrong)).getMessage();

        wrong.keySet().forEach(name -> assertThat(
                        message.lines().filter(line -> line.strip().startsWith(name + ":")))
                .as(name)
                .hasSize(1));
    }

    @Test
    void aSharedDatabaseNeedsASecretOfItsOwn() {
        assertThatThrownBy(() -> Environment.read(Map.of("DATABASE_URL", "postgres://u:p@h/db")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("JWT_SECRET");
        assertThatThrownBy(() -> Environment.read(Map.of("DATABASE_URL", "postgres://u:p@h/db", "JWT_SECRET", "")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("JWT_SECRET");
    }

    @Test
    void aSecretComesFromAFileToo() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), LONG + "\n");

        Settings settings = Environment.read(Map.of("JWT_SECRET_FILE", file.toString()));

        assertThat(settings.jwtSecret()).contains(new Secret(LONG));
    }

    @Test
    void aSecretGivenTwiceIsNamedOnce() {
        assertThatThrownBy(() -> Environment.read(Map.of(
                        "DATABASE_URL", "postgres://u:p@h/db", "DATABASE_URL_FILE", "/somewhere", "JWT_SECRET", LONG)))
                .satisfies(failure -> assertThat(failure.getMessage()).containsOnlyOnce("not both"));
    }

    @Test
    void aSecretsFileThatCantBeReadIsNamed() {
        assertThatThrownBy(() -> Environment.read(Map.of(
                        "ADMIN_EMAIL",
                        "me@example.org",
                        "ADMIN_PASSWORD_FILE",
                        directory.resolve("absent").toString())))
                .hasMessageContaining("ADMIN_PASSWORD_FILE");
    }

    @Test
    void noSecretShowsItself() {
        Settings settings = Environment.read(Map.of(
                "JWT_SECRET", LONG,
                "DATABASE_URL", "postgres://me:hush-hush@h/db",
                "ADMIN_EMAIL", "me@example.org",
                "ADMIN_PASSWORD", "hush-hush"));

        assertThat(settings.toString()).doesNotContain(LONG).doesNotContain("hush-hush");
    }

    @Test
    void aWrongSecretDoesNotShowInTheMessage() {
        Throwable failure = catchThrowable(() -> Environment.read(
                Map.of("JWT_SECRET", "hush", "DATABASE_URL", "postgres://me:hush@[/db", "ADMIN_PASSWORD", "hush")));

        assertThat(failure.getMessage()).doesNotContain("hush");
    }

    @Test
    void theHostersAddressIsUsedUnlessAnotherIsGiven() {
        assertThat(Environment.read(Map.of("RENDER_EXTERNAL_URL", "https://a.example.org"))
                        .publicUrl())
                .contains(URI.create("https://a.example.org"));
        assertThat(Environment.read(Map.of(
                                "RENDER_EXTERNAL_URL", "https://a.example.org", "PUBLIC_URL", "https://b.example.org/"))
                        .publicUrl())
                .contains(URI.create("https://b.example.org"));
    }
}
