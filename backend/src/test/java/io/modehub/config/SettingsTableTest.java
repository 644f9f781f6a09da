package io.modehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    @Test
    void readmeListsEveryVariableTheHubReadsInItsOrder() throws IOException {
        List<String> listed = Files.readAllLines(Path.of("../README.md")).stream()
                .filter(line -> line.matches("\\| `[A-Z_]+` \\|.*"))
                .map(line -> line.replaceAll("^\\| `([A-Z_]+)` .*", "$1"))
                .toList();

        assertThat(listed).isEqualTo(Environment.VARIABLES);
    }
}
