package io.modehub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.TestPostgres;
import io.modehub.config.DatabaseUrl;
import io.modehub.config.Environment;
import io.modehub.config.FreePort;
import io.modehub.doctor.Finding.Level;
import io.modehub.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says to a healthy hub and to sick ones. */
class DoctorTest {
    @TempDir
    private Path directory;

    @Test
    void aHealthyHubHasNoProblems() {
        DatabaseUrl url = TestPostgres.freshDatabase();
        new Database(url).migrate();
        assertThat(examine(Map.of("DATABASE_URL", text(url), "JWT_SECRET", HubUnderTest.JWT_SECRET.value())))
                .noneMatch(finding -> finding.level() == Level.PROBLEM)
                .extracting(Finding::subject)
                .contains("database", "schema", "connections", "clock", "disk", "chat");
    }

    @Test
    void aDatabaseThatForgetsWhatItAcknowledgedIsAProblem() throws Exception {
        DatabaseUrl url = TestPostgres.freshDatabase();
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + url.database() + " set synchronous_commit = off");
        }
        assertThat(problems(Map.of("DATABASE_URL", text(url), "JWT_SECRET", HubUnderTest.JWT_SECRET.value())))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.found()).contains("synchronous_commit = off");
                    assertThat(finding.remedy()).contains("postgresql.conf");
                });
    }

    @Test
    void aDatabaseOfANewerHubIsAProblem() throws Exception {
        DatabaseUrl url = TestPostgres.freshDatabase();
        new Database(url).migrate();
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                                       installed_by, execution_time, success)
                    values (999, '999', 'the future', 'SQL', 'V999__the_future.sql', 1, current_user, 1, true)
                    """);
        }
        assertThat(problems(Map.of("DATABASE_URL", text(url), "JWT_SECRET", HubUnderTest.JWT_SECRET.value())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("newer version"));
    }

    @Test
    void aDatabaseThatIsNotThereIsAProblemWithoutThePassword() {
        assertThat(problems(Map.of(
                        "DATABASE_URL",
                        "postgres://me:topsecret@127.0.0.1:" + FreePort.find() + "/modehub",
                        "JWT_SECRET",
                        HubUnderTest.JWT_SECRET.value())))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("database");
                    assertThat(finding.toString()).contains("DATABASE_URL").doesNotContain("topsecret");
                });
    }

    @Test
    void endpointsThatAreNotThereAreNamedWithTheVariablesToCheck() {
        String nowhere = "http://127.0.0.1:" + FreePort.find();
        assertThat(problems(Map.of(
                        "OPENAI_BASE_URL",
                        nowhere + "/v1",
                        "OPENAI_MODELS",
                        "llama3",
                        "AZURE_ML_SCORING_URI",
                        nowhere + "/score",
                        "AZURE_ML_KEY",
                        "topsecret",
                        "AZURE_ML_CLASSES",
                        "Gaming,Meeting,Relax,Work")))
                .hasSize(2)
                .anySatisfy(finding -> assertThat(finding.remedy()).contains("OPENAI_BASE_URL"))
                .anySatisfy(finding -> assertThat(finding.subject()).isEqualTo("classifier"))
                .allSatisfy(finding -> assertThat(finding.toString()).doesNotContain("topsecret"));
    }

    /** Root may write anywhere, so the directory lies below a file. */
    @Test
    void aDataDirectoryThatCannotBeWrittenIsAProblem() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        assertThat(problems(Map.of("DATA_DIR", file.resolve("data").toString())))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.found()).contains("DATA_DIR").contains("can't be written"));
    }

    private List<Finding> problems(Map<String, String> environment) {
        return examine(environment).stream()
                .filter(finding -> finding.level() == Level.PROBLEM)
                .toList();
    }

    private List<Finding> examine(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("DATA_DIR", directory.toString()));
        all.putAll(environment);
        return new Doctor(Environment.read(all)).examine();
    }

    private static String text(DatabaseUrl url) {
        return "postgres://" + url.user() + ":" + url.password().value() + "@" + url.host() + ":" + url.port() + "/"
                + url.database() + "?sslmode=disable";
    }
}
