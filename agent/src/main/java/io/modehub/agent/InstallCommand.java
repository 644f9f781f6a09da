package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.ConfigException;
import io.modehub.agent.control.JsonText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "install", mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws ConfigException {
        if (common.home().account().isEmpty()) {
            throw new ConfigException(say("run.unpaired"));
        }
        Path file = Autostart.install(common.homeArguments());
        boolean started = Autostart.isStarted(file);
        common.print(
                JsonText.object(json -> {
                    json.writeStringField("file", file.toString());
                    json.writeBooleanField("started", started);
                }),
                say(started ? "install.unit.done" : "install.entry.done", file));
        return ExitStatus.DONE;
    }
}
