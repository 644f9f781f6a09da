package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.control.ControlClient;
import io.modehub.agent.control.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "pause", mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "SPAN", arity = "0..1", descriptionKey = "pause.span")
    private @Nullable Duration span;

    @Override
    public Integer call() throws ConfigException {
        AgentHome home = common.home();
        Duration lasts = span;
        Instant until = lasts == null ? Instant.MAX : Instant.now().plus(lasts).truncatedTo(ChronoUnit.SECONDS);
        home.pause(until);
        ControlClient.answer(home.directory(), Map.of("do", "look"));
        common.print(JsonText.object(json -> json.writeStringField("pausedUntil", until.toString())), sentence(until));
        return ExitStatus.DONE;
    }

    static String sentence(Instant until) {
        return until.equals(Instant.MAX)
                ? say("pause.open")
                : say(
                        "pause.until",
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(until.atZone(ZoneId.systemDefault())));
    }
}
