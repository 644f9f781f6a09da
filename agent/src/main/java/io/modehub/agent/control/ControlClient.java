package io.modehub.agent.control;

import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.FlatJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One question to the agent that runs with a home. */
public final class ControlClient implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader answers;

    private ControlClient(SocketChannel channel) {
        this.channel = channel;
        this.answers =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    /** Asks, and leaves the answers to be read; empty if no agent runs with that home. */
    public static Optional<ControlClient> ask(Path home, Map<String, String> request) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(ControlPath.of(home)));
                Channels.newOutputStream(channel)
                        .write((FlatJson.line(request) + "\n").getBytes(StandardCharsets.UTF_8));
                return Optional.of(new ControlClient(channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** The one answer to a question; empty if no agent runs, an exception if it refused. */
    public static Optional<String> answer(Path home, Map<String, String> request) throws ConfigException {
        Optional<ControlClient> asked = ask(home, request);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        try (ControlClient client = asked.get()) {
            String line = client.next();
            if (line == null) {
                return Optional.empty();
            }
            String fault = FlatJson.read(line).get("fault");
            if (fault != null) {
                throw new ConfigException(fault);
            }
            return Optional.of(line);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The next line of the answer, or null at its end. */
    public @Nullable String next() throws IOException {
        return answers.readLine();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
