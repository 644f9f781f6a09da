package io.modehub.agent;

import io.modehub.agent.config.AgentHome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --home}, which every command has. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "where the agent keeps its account and spool (default: $XDG_CONFIG_HOME/modehub or "
                    + "~/.config/modehub)")
    private @Nullable Path directory;

    AgentHome home() {
        Path chosen = directory;
        return chosen == null ? AgentHome.usual(System.getenv()) : new AgentHome(chosen.toAbsolutePath());
    }
}
