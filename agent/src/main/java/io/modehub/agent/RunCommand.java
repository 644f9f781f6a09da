package io.modehub.agent;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.log.Log;
import io.modehub.agent.sense.Senses;
import io.modehub.agent.sense.audio.MicrophonePolicy;
import io.modehub.agent.sense.audio.PulseAudioProbe;
import io.modehub.agent.spool.Limits;
import io.modehub.agent.spool.Spool;
import io.modehub.agent.spool.SpoolInUse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "run", mixinStandardHelpOptions = true, description = "Measures and reports until it is stopped.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(
            names = "--microphone",
            paramLabel = "WHEN",
            description = "when to open a microphone: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: only while "
                    + "another application records from it)")
    private MicrophonePolicy microphone = MicrophonePolicy.auto;

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        Log log = new Log(System.err);
        AgentHome home = homeOption.home();
        Account account = home.account()
                .orElseThrow(
                        () -> new ConfigException("this device is not paired; make a code on the hub's page and run "
                                + "modehub-agent pair URL CODE"));
        Set<String> unknown = home.unknownMembers();
        if (!unknown.isEmpty()) {
            log.line(home.file() + " has members this version does not know, which are ignored: "
                    + String.join(", ", unknown));
        }
        Clock clock = Clock.systemUTC();
        Spool spool = open(home, clock);
        Senses senses = new Senses(System.getenv(), new PulseAudioProbe(microphone), log);
        Agent agent = new Agent(senses, spool, new HomeSettings(home, account, log), clock, log);
        agent.start();
        Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "end"));
        // Only a signal ends the agent, by the hook above.
        new CountDownLatch(1).await();
        return 0;
    }

    private static Spool open(AgentHome home, Clock clock) throws ConfigException {
        try {
            return Spool.open(home.spool(), Limits.USUAL, clock);
        } catch (SpoolInUse e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ConfigException("the spool in " + home.spool() + " cannot be opened (" + e
                    + "); free space there, or choose another --home");
        }
    }
}
