package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.ConfigException;
import io.modehub.agent.link.Proxies;
import io.modehub.agent.words.Words;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The command line; see {@link ExitStatus}. */
@Command(name = "modehub-agent", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Proxies.useEnvironment(System.getenv());
        System.exit(commandLine(args).execute(args));
    }

    /** Only the named command is made where one is named: making all takes a third of the time to the first sample. */
    static CommandLine commandLine(String... args) {
        Map<String, Supplier<Callable<Integer>>> all = new LinkedHashMap<>();
        all.put("pair", PairCommand::new);
        all.put("run", RunCommand::new);
        all.put("status", StatusCommand::new);
        all.put("doctor", DoctorCommand::new);
        all.put("devices", DevicesCommand::new);
        all.put("mode", ModeCommand::new);
        all.put("pause", PauseCommand::new);
        all.put("resume", ResumeCommand::new);
        all.put("peek", PeekCommand::new);
        all.put("install", InstallCommand::new);
        all.put("uninstall", UninstallCommand::new);
        all.put("simulate", SimulateCommand::new);
        CommandLine commandLine = new CommandLine(new Main());
        boolean named = args.length > 0 && all.containsKey(args[0]);
        all.forEach((name, command) -> {
            if (!named || name.equals(args[0])) {
                commandLine.addSubcommand(name, command.get());
            }
        });
        return commandLine
                .setResourceBundle(Words.bundle())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, durations())
                .setExecutionExceptionHandler((e, failed, parsed) -> {
                    if (!(e instanceof ConfigException)) {
                        throw e;
                    }
                    failed.getErr().println("modehub-agent: " + e.getMessage());
                    failed.getErr().flush();
                    return ExitStatus.REFUSED;
                });
    }

    private static ITypeConverter<Duration> durations() {
        return text -> TimeSpan.parse(text).orElseThrow(() -> new TypeConversionException(say("usage.duration", text)));
    }
}
