package io.modehub.spans;

import io.modehub.activity.ModeSpan;
import java.util.List;

/**
 * What is known of one agent over some stretch.
 *
 * @param spans its own timeline, labels included, in order
 * @param windows as {@link AppWindow#cut} leaves them, in order
 */
public record AgentTime(int agentKey, List<ModeSpan> spans, List<AppWindow> windows) {
    public AgentTime {
        spans = List.copyOf(spans);
        windows = List.copyOf(windows);
    }
}
