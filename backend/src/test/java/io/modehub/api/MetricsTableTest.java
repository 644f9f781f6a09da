package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a hub measures is what docs/operations.md explains. */
class MetricsTableTest {
    private static final Pattern NAMED = Pattern.compile("(?m)^# TYPE (hub_\\w+) ");

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    @Test
    void everyMeterOfOursStandsInTheTable() throws IOException {
        String table = Files.readString(Path.of("../docs/operations.md"));
        List<String> names = NAMED.matcher(HUB.nobody().get("/metrics").body())
                .results()
                .map(found -> found.group(1).replaceAll("_max$", ""))
                .distinct()
                .toList();
        assertThat(names).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(table)
                .as("docs/operations.md explains " + name)
                .containsPattern("`" + name + "[`{]"));
    }
}
