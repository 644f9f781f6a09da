package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.control.ControlClient;
import io.modehub.agent.control.JsonText;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume", mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws ConfigException {
        AgentHome home = common.home();
        home.pause(null);
        boolean running =
                ControlClient.answer(home.directory(), Map.of("do", "look")).isPresent();
        common.print(
                JsonText.object(json -> json.writeBooleanField("running", running)),
                say(running ? "resume.done" : "resume.none"));
        return ExitStatus.DONE;
    }
}
