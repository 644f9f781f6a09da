package io.modehub.bench;

import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * The way to a screen: from the moment an activity should be sent to its frame at a dashboard. All agents, each of a person of its own with a page open, are in a
 * meeting, and each activity names another program at the microphone, so each makes a mode frame that says which it was.
 */
final class LiveBenchmark {
    private static final int AGENTS = 200;
    private static final int STEP_MS = 100;
    private static final String AGENT_ID = "\"agentId\":\"";
    private static final String PROGRAM = "load ";

    private LiveBenchmark() {}

    static Figures run(HubProcess hub, boolean brief) {
        HubApi api = new HubApi(hub);
        List<HubApi.Identity> identities = api.pair(AGENTS);
        Map<String, Integer> numbers = new HashMap<>();
        Histogram latency = new Histogram(3);
        boolean[] measuring = {false};
        try (Load load = new Load(hub::port)) {
            Schedule schedule = new Schedule(STEP_MS, AGENTS);
            for (int i = 0; i < AGENTS; i++) {
                numbers.put(identities.get(i).agentId(), i);
                load.add(
                        identities.get(i),
                        seq -> talk(schedule.start(), seq, STEP_MS),
                        new SimulatedAgent.Pace(1, 1_000),
                        (agent, from, through) -> {});
            }
            Consumer<String> shown = text -> {
                long seq = measuring[0] ? seq(text) : 0;
                int at = text.indexOf(AGENT_ID) + AGENT_ID.length();
                Integer agent = seq == 0 ? null : numbers.get(text.substring(at, text.indexOf('"', at)));
                if (agent != null) {
                    latency.recordValue(System.nanoTime() - schedule.intended(agent, seq));
                }
            };
            Dashboard dashboard = new Dashboard(load.vertx());
            identities.forEach(who -> dashboard.open(hub.port(), api.signIn(who.person()), shown));
            schedule.begin(load);
            Load.run(brief ? 8 : 15);
            load.onLoop(() -> measuring[0] = true);
            Usage before = Usage.now(hub);
            Load.run(brief ? 15 : 30);
            load.onLoop(() -> measuring[0] = false);
            Usage used = Usage.now(hub).since(before);
            load.requireNoFaults();
            double frames = latency.getTotalCount();
            return new Figures("live", brief)
                    .part(AGENTS + " agents, " + 1_000 * AGENTS / STEP_MS + " changes/s, a dashboard each")
                    .add("framesPerSecond", "frames at dashboards", frames / used.seconds(), "/s")
                    .add("frameP50Ms", "sent to frame, p50", latency.getValueAtPercentile(50) / 1e6, "ms")
                    .add("frameP99Ms", "sent to frame, p99", latency.getValueAtPercentile(99) / 1e6, "ms")
                    .add("hubMicros", "CPU of the hub", used.hubMicros() / frames, "µs a frame")
                    .add("othersPercent", "CPU of other programs", used.othersPercent(), "% of a core");
        }
    }

    /** A meeting whose program at the microphone is named after the number. */
    static String talk(Instant start, long seq, int stepMs) {
        return ActivityJson.write(new Activity(
                start.plusMillis((seq - 1) * stepMs),
                stepMs,
                "zoom",
                "Weekly meeting",
                null,
                1,
                0,
                0L,
                List.of(
                        new AudioLevel(Source.MICROPHONE, null, -25, -12, 0.8, true, PROGRAM + seq),
                        new AudioLevel(Source.SYSTEM, null, -30, -15, 0.7, null, null))));
    }

    /** The number of the activity that made the frame; 0 for other frames. Not parsed, so that the generator costs little. */
    static long seq(String text) {
        int at = text.startsWith("{\"type\":\"mode\"") ? text.indexOf(PROGRAM) : -1;
        long seq = 0;
        for (int i = at + PROGRAM.length(); at >= 0 && Character.isDigit(text.charAt(i)); i++) {
            seq = seq * 10 + (text.charAt(i) - '0');
        }
        return seq;
    }
}
