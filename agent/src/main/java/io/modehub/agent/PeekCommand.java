package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.control.ControlClient;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "peek", mixinStandardHelpOptions = true)
final class PeekCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--for", paramLabel = "SPAN", descriptionKey = "peek.for")
    private @Nullable Duration span;

    @Override
    public Integer call() throws IOException {
        Optional<ControlClient> asked = ControlClient.ask(common.home().directory(), Map.of("do", "peek"));
        if (asked.isEmpty()) {
            System.err.println("modehub-agent: " + say("status.none"));
            return ExitStatus.NOT_RUNNING;
        }
        try (ControlClient frames = asked.get()) {
            Duration most = span;
            if (most != null) {
                endAfter(most, frames);
            }
            if (!common.isJson()) {
                System.err.println(say("peek.head"));
            }
            String frame;
            while ((frame = frames.next()) != null) {
                System.out.println(
                        common.isJson()
                                ? frame
                                : LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + frame);
            }
        } catch (ClosedChannelException e) {
            // The time is over.
        }
        return ExitStatus.DONE;
    }

    private static void endAfter(Duration most, ControlClient frames) {
        Thread timer = new Thread(
                () -> {
                    try {
                        Thread.sleep(most.toMillis());
                        frames.close();
                    } catch (IOException | InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "time");
        timer.setDaemon(true);
        timer.start();
    }
}
