package io.modehub.ingest;

import io.modehub.activity.Sample;
import io.modehub.models.Questions;
import io.modehub.models.remote.RemoteModel;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.CloseCode;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a session's frames through in order, each after its activities were asked about; what comes meanwhile waits, and is
 * asked about together. Where there is nobody to ask, nothing waits, unless the lane is full. Belongs to the lane's thread
 * but for {@link #isFull}.
 */
final class Turnstile {
    /** So many frames of a link may wait here or on their way here; then its socket isn't read any more. */
    private static final int MOST_UNDER_WAY = 16;

    private final Lane lane;
    private final Session session;
    private final Questions questions;
    private final Deque<AgentFrame> waiting = new ArrayDeque<>(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private int numbers;
    private boolean asking;
    private boolean waitsForRoom;

    Turnstile(Lane lane, Session session, Questions questions) {
        this.lane = lane;
        this.session = session;
        this.questions = questions;
    }

    /**
     * A frame is on its way here. On the link's thread; the answer is whether the link has to wait until its peer is told to
     * go on.
     */
    boolean isFull() {
        return underWay.incrementAndGet() >= MOST_UNDER_WAY;
    }

    void arrive(AgentFrame frame) {
        waiting.add(frame);
        numbers += numbers(frame);
        if (numbers > Credit.MOST) {
            lane.end(session, CloseCode.TOO_MUCH, "more than " + Credit.MOST + " numbers unacknowledged");
        } else if (!asking) {
            proceed();
        }
    }

    private void proceed() {
        if (session.ended) {
            waiting.clear();
        }
        while (!waiting.isEmpty()) {
            if (lane.isFull()) {
                waitForRoom();
                return;
            }
            List<AgentFrame> group = group();
            Future<List<Sample>> samples = session.ask(questions, activities(group));
            if (!samples.isComplete()) {
                asking = true;
                samples.onSuccess(told -> lane.run(() -> {
                    asking = false;
                    pass(group, told);
                    proceed();
                }));
                return;
            }
            pass(group, samples.result());
        }
    }

    private void waitForRoom() {
        if (!waitsForRoom) {
            waitsForRoom = true;
            lane.whenRoom(() -> {
                waitsForRoom = false;
                if (!asking) {
                    proceed();
                }
            });
        }
    }

    private void pass(List<AgentFrame> group, List<Sample> samples) {
        Iterator<Sample> next = samples.iterator();
        for (AgentFrame frame : group) {
            numbers -= numbers(frame);
            if (underWay.decrementAndGet() == MOST_UNDER_WAY / 2) {
                session.peer.goOn();
            }
            if (frame instanceof AgentFrame.Activities batch) {
                lane.offer(session, batch, next);
            } else if (frame instanceof AgentFrame.Gap gap) {
                lane.offer(session, gap);
            } else if (frame instanceof AgentFrame.SetMode mode) {
                lane.offer(session, mode);
            }
        }
    }

    /** The next frames that make one question; at least one. */
    private List<AgentFrame> group() {
        List<AgentFrame> group = new ArrayList<>();
        int rows = 0;
        while (!waiting.isEmpty() && (group.isEmpty() || rows + numbers(waiting.peek()) <= RemoteModel.MOST_ROWS)) {
            AgentFrame frame = waiting.remove();
            rows += numbers(frame);
            group.add(frame);
        }
        return group;
    }

    private static int numbers(AgentFrame frame) {
        return frame instanceof AgentFrame.Activities batch ? batch.items().size() : 1;
    }

    private static List<Activity> activities(List<AgentFrame> group) {
        return group.stream()
                .filter(AgentFrame.Activities.class::isInstance)
                .flatMap(frame -> ((AgentFrame.Activities) frame).items().stream())
                .filter(AgentFrame.Valid.class::isInstance)
                .map(item -> ((AgentFrame.Valid) item).activity())
                .toList();
    }
}
