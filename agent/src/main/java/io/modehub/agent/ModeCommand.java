package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.control.ControlClient;
import io.modehub.agent.control.JsonText;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.Text;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "mode", mixinStandardHelpOptions = true)
final class ModeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "NAME", descriptionKey = "mode.name")
    private String name = "";

    @Option(names = "--for", paramLabel = "SPAN", descriptionKey = "mode.for")
    private @Nullable Duration span;

    @Override
    public Integer call() throws ConfigException {
        AgentHome home = common.home();
        String mode = name.equalsIgnoreCase("auto") ? null : Text.cut(name.strip());
        Duration lasts = mode == null ? null : span;
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant until = lasts == null ? null : now.plus(lasts);
        Map<String, String> request = new LinkedHashMap<>(Map.of("do", "mode"));
        if (mode != null) {
            request.put("mode", mode);
        }
        if (until != null) {
            request.put("until", until.toString());
        }
        boolean running = ControlClient.answer(home.directory(), request).isPresent();
        if (!running) {
            keep(home, now, mode, until);
        }
        common.print(
                JsonText.object(json -> {
                    json.writeStringField("mode", mode);
                    if (until != null) {
                        json.writeStringField("until", until.toString());
                    }
                    json.writeBooleanField("running", running);
                }),
                say(
                                mode == null ? "mode.auto" : lasts == null ? "mode.set" : "mode.for.set",
                                name,
                                lasts == null ? "" : TimeSpan.text(lasts))
                        + (running ? "" : " " + say("mode.later")));
        return ExitStatus.DONE;
    }

    /** Nobody runs: it is kept and sent by the next who does. */
    private static void keep(AgentHome home, Instant now, @Nullable String mode, @Nullable Instant until)
            throws ConfigException {
        if (home.account().isEmpty()) {
            throw new ConfigException(say("run.unpaired"));
        }
        try (Spool spool = OpenedSpool.of(home, Clock.systemUTC())) {
            spool.appendMode(now, mode, until);
        } catch (IOException e) {
            throw new ConfigException(say("spool.unopened", home.spool(), e));
        }
    }
}
