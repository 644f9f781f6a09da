package io.modehub.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentHomeTest {
    private static final Account ACCOUNT = new Account(URI.create("https://hub.example.org"), "7", "secret", "device");

    @TempDir
    private Path directory;

    private AgentHome home;

    @BeforeEach
    void choose() {
        home = new AgentHome(directory.resolve("modehub"));
    }

    @Test
    void keepsTheAccountForItsOwnerOnly() throws Exception {
        assertThat(home.account()).isEmpty();
        home.store(ACCOUNT);
        assertThat(home.account()).contains(ACCOUNT);
        assertThat(Files.getPosixFilePermissions(home.file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        home.store(ACCOUNT.withToken("renewed"));
        assertThat(home.account()).contains(ACCOUNT.withToken("renewed"));
    }

    @Test
    void refusesAFileOthersMayRead() throws Exception {
        home.store(ACCOUNT);
        Files.setPosixFilePermissions(home.file(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(home::account)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesWhatIsWrongInTheFile() throws Exception {
        home.store(ACCOUNT);
        Files.writeString(home.file(), "{\"url\":\"https://h\",\"token\":\"secret\",\"colour\":\"red\",\"n\":[1]}");
        assertThatThrownBy(home::account)
                .hasMessageContaining("lacks \"agentId\"")
                .hasMessageNotContaining("secret");
        assertThat(home.unknownMembers()).containsExactly("colour");
        Files.writeString(home.file(), "{\"token\":\"secret");
        assertThatThrownBy(home::account)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("pair again")
                .hasMessageNotContaining("secret");
    }

    @Test
    void liesWhereTheDesktopKeepsConfiguration() {
        assertThat(AgentHome.usual(Map.of("XDG_CONFIG_HOME", "/x", "HOME", "/h"))
                        .file())
                .hasToString("/x/modehub/agent.json");
        assertThat(AgentHome.usual(Map.of("HOME", "/h")).file()).hasToString("/h/.config/modehub/agent.json");
    }

    @Test
    void saysNoTokenInWords() {
        assertThat(ACCOUNT.toString()).doesNotContain("secret");
    }
}
