package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.FlatJson;
import io.modehub.agent.control.ControlClient;
import io.modehub.agent.control.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "uninstall", mixinStandardHelpOptions = true)
final class UninstallCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    private static final Duration END = Duration.ofSeconds(5);

    @Option(names = "--keep-data", descriptionKey = "uninstall.keep")
    private boolean keepData;

    @Override
    public Integer call() throws ConfigException {
        AgentHome home = common.home();
        List<Path> removed = new ArrayList<>(Autostart.uninstall());
        stop(home);
        if (!keepData) {
            removed.addAll(home.delete());
        }
        common.print(
                JsonText.object(json -> {
                    json.writeArrayFieldStart("removed");
                    for (Path path : removed) {
                        json.writeString(path.toString());
                    }
                    json.writeEndArray();
                }),
                say(removed.isEmpty() ? "uninstall.nothing" : "uninstall.done", lines(removed)) + "\n"
                        + say("uninstall.rest"));
        return ExitStatus.DONE;
    }

    private static String lines(List<Path> paths) {
        return paths.stream().map(path -> "\n  " + path).collect(Collectors.joining());
    }

    /** Ends a running agent and waits until it has let go of its files. */
    private static void stop(AgentHome home) throws ConfigException {
        Optional<String> status = ControlClient.answer(home.directory(), Map.of("do", "status"));
        if (status.isEmpty()
                || ControlClient.answer(home.directory(), Map.of("do", "stop")).isEmpty()) {
            return;
        }
        try {
            String pid = FlatJson.readAll(status.get()).getOrDefault("pid", "");
            Optional<ProcessHandle> agent = ProcessHandle.of(Long.parseLong(pid));
            if (agent.isPresent()) {
                agent.get().onExit().get(END.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | NumberFormatException | ExecutionException | TimeoutException e) {
            throw new ConfigException(say("uninstall.running"));
        }
    }
}
