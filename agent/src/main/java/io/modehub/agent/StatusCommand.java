package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.FlatJson;
import io.modehub.agent.control.ControlClient;
import io.modehub.agent.control.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws ConfigException, IOException {
        Optional<String> answer = ControlClient.answer(common.home().directory(), Map.of("do", "status"));
        if (answer.isEmpty()) {
            common.print(JsonText.object(json -> json.writeBooleanField("running", false)), say("status.none"));
            return ExitStatus.NOT_RUNNING;
        }
        Map<String, String> status = FlatJson.readAll(answer.get());
        boolean linked = "true".equals(status.get("linked"));
        if (common.isJson()) {
            System.out.println(answer.get());
        } else {
            print(status, linked);
        }
        return linked ? ExitStatus.DONE : ExitStatus.LACKING;
    }

    private static void print(Map<String, String> status, boolean linked) {
        Duration span = Duration.ofMillis(Long.parseLong(status.getOrDefault("linkForMs", "0")));
        String hub = status.getOrDefault("hub", "?");
        System.out.println(
                linked
                        ? say("status.linked", hub, TimeSpan.text(span))
                        : say(
                                "status.unlinked",
                                TimeSpan.text(span),
                                status.getOrDefault("why", say("status.trying"))));
        if (status.containsKey("mode")) {
            Instant since = Instant.parse(status.getOrDefault("modeSince", ""));
            System.out.println(say(
                    "status.mode",
                    status.get("mode"),
                    since.atZone(ZoneId.systemDefault()).toLocalTime().truncatedTo(ChronoUnit.MINUTES)));
        }
        System.out.println(
                switch (status.getOrDefault("measuring", "")) {
                    case "paused" -> PauseCommand.sentence(Instant.parse(status.getOrDefault("pausedUntil", "")));
                    case "hours" -> say("status.hours");
                    default -> say("status.measuring");
                });
        System.out.println(say("status.waiting", status.getOrDefault("waiting", "0")));
        for (String lack : List.of("noDesktop", "noSound", "refused")) {
            if (status.containsKey(lack)) {
                System.out.println(say("status." + lack, status.get(lack)));
            }
        }
    }
}
