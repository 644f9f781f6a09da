package io.modehub.agent;

import io.modehub.agent.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit status 0 done, 1 refused with one sentence, 2 wrong usage. */
@Command(
        name = "modehub-agent",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Tells a Modehub from levels and metadata which mode you are in. No sample of sound and no key is "
                        + "ever written or sent.",
        subcommands = {PairCommand.class, RunCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((e, commandLine, parsed) -> {
            if (!(e instanceof ConfigException)) {
                throw e;
            }
            commandLine.getErr().println("modehub-agent: " + e.getMessage());
            commandLine.getErr().flush();
            return 1;
        });
    }
}
