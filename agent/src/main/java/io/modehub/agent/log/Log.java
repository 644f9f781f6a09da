package io.modehub.agent.log;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A line a transition, with the time. Callers never pass a title, a token or a code. */
public final class Log {
    private static final int MAX_TOPICS = 256;

    private final PrintStream out;
    private final Map<String, String> states = new ConcurrentHashMap<>();

    public Log(PrintStream out) {
        this.out = out;
    }

    /** Prints one line; control characters from outside can't break it. */
    public void line(String text) {
        StringBuilder line = new StringBuilder(text.length() + 32);
        line.append(Instant.now().truncatedTo(ChronoUnit.SECONDS)).append(' ');
        text.chars().forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
        out.println(line);
    }

    /** Prints the state of a topic unless it is the one printed last. */
    public void state(String topic, String text) {
        if (states.size() >= MAX_TOPICS) {
            states.clear();
        }
        if (!text.equals(states.put(topic, text))) {
            line(text);
        }
    }
}
