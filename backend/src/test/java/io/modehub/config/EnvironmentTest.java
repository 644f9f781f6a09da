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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void withoutSettingsTheAnalystAnswers() {
        assertThat(Environment.read(Map.of()).chat()).isEqualTo(Settings.Chat.EMBEDDED);
        assertThat(Environment.read(Map.of("OPENAI_API_KEY", "sk-for-another-program"))
                        .chat()
                        .provider())
                .isEqualTo("embedded");
    }

    @Test
    void azureIsChosenByItsEndpoint() {
        Settings.Chat chat = Environment.read(Map.of(
                        "AZURE_OPENAI_ENDPOINT", "https://my-resource.openai.azure.com/",
                        "AZURE_OPENAI_API_KEY", LONG,
                        "AZURE_OPENAI_DEPLOYMENTS", " gpt-4o, gpt-4o-mini ,gpt-4o",
                        "OPENAI_BASE_URL", "http://localhost:11434/v1",
                        "CHAT_TOOLS", "off"))
                .chat();

        assertThat(chat.provider()).isEqualTo("azure");
        assertThat(chat.tools()).isFalse();
        assertThat(chat.server())
                .contains(new ModelServer.Azure(
                        URI.create("https://my-resource.openai.azure.com"),
                        new Secret(LONG),
                        List.of("gpt-4o", "gpt-4o-mini"),
                        "2025-01-01-preview"));
        assertThat(chat.toString()).doesNotContain(LONG);
    }

    @Test
    void aCompatibleServerNeedsNoKey() {
        Settings.Chat chat = Environment.read(
                        Map.of("OPENAI_BASE_URL", "http://localhost:11434/v1/", "OPENAI_MODELS", "qwen3:8b"))
                .chat();

        assertThat(chat.server())
                .contains(new ModelServer.OpenAi(
                        URI.create("http://localhost:11434/v1"), Optional.empty(), List.of("qwen3:8b")));
    }

    @Test
    void theAnalystCanBeChosenAgainstAllElse() {
        assertThat(Environment.read(Map.of(
                                "CHAT_PROVIDER", "embedded", "AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com"))
                        .chat()
                        .server())
                .isEmpty();
    }

    @Test
    void allThatIsMissingForAzureIsNamedAtOnce() {
        assertThatThrownBy(() -> Environment.read(Map.of("CHAT_PROVIDER", "azure")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContainingAll(
                        "AZURE_OPENAI_ENDPOINT: is required",
                        "AZURE_OPENAI_API_KEY: is required",
                        "AZURE_OPENAI_DEPLOYMENTS: is required");
        assertThatThrownBy(() -> Environment.read(Map.of("CHAT_PROVIDER", "openai")))
                .hasMessageContainingAll("OPENAI_BASE_URL: is required", "OPENAI_MODELS: is required");
        assertThatThrownBy(() -> Environment.read(Map.of("AZURE_OPENAI_DEPLOYMENTS", "gpt-4o")))
                .hasMessageContaining("AZURE_OPENAI_ENDPOINT: is required");
        assertThatThrownBy(() -> Environment.read(Map.of("OPENAI_MODELS", "gpt-4o")))
                .hasMessageContaining("OPENAI_BASE_URL: is required");
    }

    @Test
    void everyWrongVariableOfTheChatIsNamedOnce() throws IOException {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("AZURE_OPENAI_ENDPOINT", "https://x.openai.azure.com/openai/deployments/gpt-4o/chat/completions");
        wrong.put("AZURE_OPENAI_DEPLOYMENTS", "gpt 4o");
        wrong.put("AZURE_OPENAI_API_VERSION", "2024-10-21");
        wrong.put(
                "CHAT_CA_FILE",
                Files.writeString(directory.resolve("ca.pem"), "no certificate").toString());
        wrong.put("CHAT_TOOLS", "perhaps");

        String message = catchThrowable(() -> Environment.read(wrong)).getMessage();

        wrong.keySet().forEach(name -> assertThat(
                        message.lines().filter(line -> line.strip().startsWith(name + ":")))
                .as(name)
                .hasSize(1));
        assertThat(message).contains("AZURE_OPENAI_API_KEY: is required", "2025-01-01-preview", "2024-06-01");
        assertThatThrownBy(() -> Environment.read(Map.of("CHAT_PROVIDER", "oracle")))
                .hasMessageContaining("CHAT_PROVIDER: must be azure, openai or embedded");
        assertThatThrownBy(() -> Environment.read(Map.of("CHAT_CA_FILE", "/nowhere")))
                .hasMessageContaining("CHAT_CA_FILE: can't be read");
    }

    @Test
    void aRemoteClassifierIsReadWhole() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), LONG + "\n");

        Settings settings = Environment.read(Map.of(
                "AZURE_ML_SCORING_URI", "https://modes.westeurope.inference.ml.azure.com/score",
                "AZURE_ML_KEY_FILE", key.toString(),
                "AZURE_ML_DEPLOYMENT", "blue",
                "AZURE_ML_FORMAT", "mlflow",
                "AZURE_ML_CLASSES", "Gaming, Meeting,Relax ,Work"));

        assertThat(settings.remote())
                .contains(new RemoteClassifier(
                        URI.create("https://modes.westeurope.inference.ml.azure.com/score"),
                        new Secret(LONG),
                        Optional.of("blue"),
                        RemoteClassifier.Format.MLFLOW,
                        List.of("Gaming", "Meeting", "Relax", "Work")));
        assertThat(settings.toString()).doesNotContain(LONG);
    }

    @Test
    void aRemoteClassifierSpeaksAsAutomlUnlessToldOtherwise() {
        assertThat(Environment.read(Map.of(
                                "AZURE_ML_SCORING_URI", "http://localhost:7000/score",
                                "AZURE_ML_KEY", "key",
                                "AZURE_ML_CLASSES", "Relax,Work"))
                        .remote())
                .hasValueSatisfying(remote -> {
                    assertThat(remote.format()).isEqualTo(RemoteClassifier.Format.AUTOML);
                    assertThat(remote.deployment()).isEmpty();
                });
        assertThat(Environment.read(Map.of()).remote()).isEmpty();
    }

    @Test
    void everyWrongVariableOfTheRemoteClassifierIsNamedOnce() {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("AZURE_ML_SCORING_URI", "https://modes.westeurope.inference.ml.azure.com");
        wrong.put("AZURE_ML_KEY", "two words");
        wrong.put("AZURE_ML_DEPLOYMENT", "blue,green");
        wrong.put("AZURE_ML_FORMAT", "csv");
        wrong.put("AZURE_ML_CLASSES", "Work,Away");

        String message = catchThrowable(() -> Environment.read(wrong)).getMessage();

        wrong.keySet().forEach(name -> assertThat(
                        message.lines().filter(line -> line.strip().startsWith(name + ":")))
                .as(name)
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("example: ")));
        assertThat(message).doesNotContain("two words");
        assertThatThrownBy(() -> Environment.read(Map.of("AZURE_ML_SCORING_URI", "https://x.example.org/score")))
                .hasMessageContainingAll("AZURE_ML_KEY: is required", "AZURE_ML_CLASSES: is required");
        assertThatThrownBy(() -> Environment.read(Map.of("AZURE_ML_CLASSES", "Work")))
                .hasMessageContaining("AZURE_ML_SCORING_URI: is required");
    }
}
