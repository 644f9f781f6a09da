package io.modehub.interop;

import io.modehub.activity.Sample;
import io.modehub.failure.ErrorCode;
import io.modehub.failure.HubException;
import io.modehub.interop.ImportRecord.OfActivity;
import io.modehub.interop.ImportRecord.OfAgent;
import io.modehub.protocol.Activity;
import io.modehub.store.ImportStore.NewAgent;
import io.vertx.core.json.JsonArray;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an export of ActivityWatch holds: each machine an agent, and its days as activities. */
final class WatcherRecords implements ImportSource {
    /** An activity with a title. */
    private static final int CHARACTERS = 300;

    private final WatcherDays watched;
    private final Deque<String> machines;
    private final Deque<Activity> activities = new ArrayDeque<>();
    private final Deque<LocalDate> days = new ArrayDeque<>();
    private String machine = "";

    private WatcherRecords(WatcherDays watched) {
        this.watched = watched;
        this.machines = new ArrayDeque<>(watched.machines());
    }

    /** Puts the file's events in order. Fails where it tells of no window. */
    static WatcherRecords open(Path file, ImportReport report, Instant now) {
        WatcherDays watched = new WatcherDays();
        try {
            WatcherExport.read(file, report, now, watched::add);
            if (watched.machines().isEmpty()) {
                throw new HubException(
                        ErrorCode.NOT_AN_EXPORT,
                        "the export of ActivityWatch tells of no window; export the bucket of aw-watcher-window, or all of them");
            }
            return new WatcherRecords(watched);
        } catch (RuntimeException e) {
            watched.close();
            throw e;
        }
    }

    @Override
    public @Nullable Numbered next() {
        while (activities.isEmpty()) {
            if (!days.isEmpty()) {
                activities.addAll(new WatcherDay(watched.read(machine, days.remove())).activities());
            } else if (!machines.isEmpty()) {
                machine = machines.remove();
                days.addAll(watched.days(machine));
                return new Numbered(0, CHARACTERS, new OfAgent(agent(machine)));
            } else {
                return null;
            }
        }
        return new Numbered(0, CHARACTERS, new OfActivity(id(machine).toString(), Sample.of(activities.remove()), false));
    }

    /** A file that breaks off isn't opened. */
    @Override
    public void requireWhole() {}

    @Override
    public void close() {
        watched.close();
    }

    private static NewAgent agent(String machine) {
        return new NewAgent(
                id(machine),
                "device",
                machine,
                "ActivityWatch",
                "",
                "activitywatch " + machine,
                List.of("window", "idle"),
                new JsonArray(),
                LocalDate.EPOCH);
    }

    /** The same at every import. */
    private static UUID id(String machine) {
        return ImportedAgents.named("activitywatch " + machine);
    }
}
