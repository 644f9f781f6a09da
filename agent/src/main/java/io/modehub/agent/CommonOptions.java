package io.modehub.agent;

import io.modehub.agent.config.AgentHome;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command has: {@code --home} and {@code --json}. */
final class CommonOptions {
    @Option(names = "--home", paramLabel = "DIR", descriptionKey = "option.home")
    private @Nullable Path directory;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    AgentHome home() {
        Path chosen = directory;
        return chosen == null ? AgentHome.usual(System.getenv()) : new AgentHome(chosen.toAbsolutePath());
    }

    /** The directory if one was chosen, as arguments of another start of this program. */
    List<String> homeArguments() {
        Path chosen = directory;
        return chosen == null
                ? List.of()
                : List.of("--home", chosen.toAbsolutePath().normalize().toString());
    }

    boolean isJson() {
        return json;
    }

    /** Prints an object for scripts, or else a sentence for people. */
    void print(String object, String sentence) {
        System.out.println(json ? object : sentence);
    }
}
