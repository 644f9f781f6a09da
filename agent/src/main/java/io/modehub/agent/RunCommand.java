package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.control.ControlServer;
import io.modehub.agent.log.Log;
import io.modehub.agent.sense.Senses;
import io.modehub.agent.sense.audio.MicrophonePolicy;
import io.modehub.agent.spool.Spool;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--microphone", paramLabel = "WHEN", descriptionKey = "run.microphone")
    private @Nullable MicrophonePolicy microphone;

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        Log log = new Log(System.err);
        AgentHome home = common.home();
        Account account = home.account().orElseThrow(() -> new ConfigException(say("run.unpaired")));
        Set<String> unknown = home.unknownMembers();
        if (!unknown.isEmpty()) {
            log.line(home.file() + " has members this version does not know, which are ignored: "
                    + String.join(", ", unknown));
        }
        Clock clock = Clock.systemUTC();
        Choices choices = new Choices(home, microphone, log);
        Spool spool = OpenedSpool.of(home, clock);
        Senses senses = new Senses(System.getenv(), Probes.audio(choices.audio()), log);
        Agent agent = new Agent(senses, choices, spool, new HomeSettings(home, account, log), clock, log);
        ControlServer control = new ControlServer(home.directory(), agent, log);
        agent.start();
        control.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            control.close();
                            agent.close();
                        },
                        "end"));
        // Only a signal or the command to stop ends the agent, by the hook above.
        new CountDownLatch(1).await();
        return ExitStatus.DONE;
    }
}
