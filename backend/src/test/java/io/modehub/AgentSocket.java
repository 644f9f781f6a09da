package io.modehub;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AgentFrames;
import io.modehub.protocol.HubFrame;
import io.modehub.protocol.HubFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An agent's side of the link, as a test drives it. */
public final class AgentSocket implements AutoCloseable {
    private final Socket socket;

    AgentSocket(Socket socket) {
        this.socket = socket;
    }

    /** The bare socket, for what no agent would send. */
    public Socket raw() {
        return socket;
    }

    /** Says hello on that stream and waits for the welcome. */
    public HubFrame.Welcome hello(UUID stream) {
        send(new AgentFrame.Hello(stream, 1, 1, "test", "test", List.of("window"), List.of()));
        return next(HubFrame.Welcome.class);
    }

    public void send(AgentFrame frame) {
        socket.send(AgentFrames.encode(frame));
    }

    /** Sends activities from that number on. */
    public void send(long first, Activity... activities) {
        send(first, List.of(activities));
    }

    /** Sends activities from that number on. */
    public void send(long first, List<Activity> activities) {
        send(new AgentFrame.Activities(
                first,
                activities.stream().<AgentFrame.Item>map(AgentFrame.Valid::new).toList()));
    }

    /** Sends items as they are written, good or bad, from that number on. */
    public void sendItems(long first, String... items) {
        socket.send("{\"type\":\"activities\",\"first\":" + first + ",\"items\":[" + String.join(",", items) + "]}");
    }

    /** The next frame of that kind; others are passed over. */
    public <T extends HubFrame> T next(Class<T> kind) {
        while (true) {
            HubFrame frame = HubFrames.decode(socket.next());
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
        }
    }

    /** All acknowledgements and refusals up to the one that covers this number. */
    public List<HubFrame> untilAcked(long through) {
        List<HubFrame> seen = new ArrayList<>();
        while (true) {
            HubFrame frame = HubFrames.decode(socket.next());
            if (frame instanceof HubFrame.Ack || frame instanceof HubFrame.Reject) {
                seen.add(frame);
            }
            if (frame instanceof HubFrame.Ack ack && ack.through() >= through) {
                return seen;
            }
        }
    }

    public int closed() {
        return socket.closed();
    }

    @Override
    public void close() {
        socket.close();
    }
}
