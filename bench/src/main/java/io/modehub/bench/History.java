package io.modehub.bench;

import io.modehub.activity.UserId;
import io.modehub.spans.DayFold;
import io.modehub.spans.DaySums;
import io.modehub.spans.Slice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Writes years of one agent's time straight into the hub's tables, as the hub would have written it: activities, spans in
 * pieces that end at UTC midnight, roll-ups of the agent and of its person, the seal.
 */
final class History {
    private static final String DAY_SUMS = "day_sums (user_id, agent_key, day, sums)";
    private static final String SPANS = "spans (agent_key, from_at, to_at, mode_id, source, confidence, model)";
    private static final String ACTIVITIES = "activities (at, seq, stream_key, duration_ms, received, idle_ms, mouse,"
            + " keyboard, app, title, domain, audio, present)";

    /** What goes with a window and was not invented for it: title, domain, levels. */
    private static final Script CONTENTS = new Script(1, Instant.EPOCH, 1_000);

    private final Sql sql;
    private final UserId person;
    private final int agent;
    private final int stream;
    private final int[] modes;
    private final Map<String, Integer> apps;
    private long seq;

    History(Sql sql, HubApi.Identity identity) {
        this.sql = sql;
        this.person = identity.person();
        this.agent = (int) sql.number("select key from agents where user_id = ?", person.value());
        sql.update("insert into streams (agent_key, stream) values (?, gen_random_uuid())", agent);
        this.stream = (int) sql.number("select key from streams where agent_key = ?", agent);
        this.modes = LongLife.MODES.stream()
                .mapToInt(mode -> (int) sql.number(
                        "select mode_id from mode_origins where user_id = ? and origin = ?", person.value(), mode))
                .toArray();
        this.apps = apps();
    }

    private Map<String, Integer> apps() {
        Map<String, Integer> numbers = new HashMap<>();
        LongLife.APPS.forEach(app -> numbers.put(app, (int)
                sql.number("insert into apps (user_id, name) values (?, ?) returning id", person.value(), app)));
        return numbers;
    }

    int agent() {
        return agent;
    }

    int stream() {
        return stream;
    }

    UserId person() {
        return person;
    }

    /** Activities written. */
    long activities() {
        return seq;
    }

    /** Writes the local days {@code from <= day < to}, the last of them before yesterday, and shows every window to the truths. */
    void write(LocalDate from, LocalDate to, List<SummaryTruth> truths) {
        NavigableMap<LocalDate, List<Slice>> slices = new TreeMap<>();
        leaveNothingToUpkeep(to);
        rows(ACTIVITIES, out -> {
            for (LocalDate date = from; date.isBefore(to); date = date.plusDays(1)) {
                for (LongLife.Stretch stretch : LongLife.day(date)) {
                    for (LongLife.Window window : stretch.windows()) {
                        truths.forEach(truth -> truth.add(window));
                        activity(out, window);
                    }
                }
            }
        });
        rows(SPANS, out -> {
            for (LocalDate date = from; date.isBefore(to); date = date.plusDays(1)) {
                LongLife.day(date).forEach(stretch -> pieces(out, stretch));
            }
        });
        rows(DAY_SUMS, out -> {
            for (LocalDate date = from; date.isBefore(to); date = date.plusDays(1)) {
                LongLife.day(date).forEach(stretch -> collect(slices, stretch));
                // The next local day has nothing before its morning, so all UTC days up to this one are complete.
                while (!slices.isEmpty() && !slices.firstKey().isAfter(date)) {
                    sums(out, slices.firstKey(), slices.pollFirstEntry().getValue());
                }
            }
            slices.forEach((day, all) -> sums(out, day, all));
        });
        sql.update("update streams set acked = ? where key = ?", seq, stream);
    }

    /** All days count as run and sealed before the first row is there, since upkeep would begin at once. */
    private void leaveNothingToUpkeep(LocalDate to) {
        sql.update("update users set keep_activities_days = null where id = ?", person.value());
        sql.update("update agents set finished_to = current_date + 1 where key = ?", agent);
        sql.update(
                "update timelines set sealed_to = ?::timestamptz where user_id = ?",
                DayFold.startOf(to.plusDays(1)).toString(),
                person.value());
    }

    private void activity(OutputStream out, LongLife.Window window) {
        seq++;
        io.modehub.protocol.Activity like = CONTENTS.activity(seq);
        line(
                out,
                Instant.ofEpochMilli(window.at()),
                seq,
                stream,
                window.ms(),
                DayFold.dayOf(Instant.ofEpochMilli(window.at())),
                like.idleMs(),
                like.mouse(),
                like.keyboard(),
                window.app(),
                like.title(),
                like.domain(),
                like.audio().isEmpty() ? null : CONTENTS.levels(seq),
                window.mode() != LongLife.AWAY);
    }

    private void pieces(OutputStream out, LongLife.Stretch stretch) {
        long at = stretch.from();
        while (at < stretch.to()) {
            long end = Math.min(stretch.to(), (at / DaySums.DAY_MS + 1) * DaySums.DAY_MS);
            line(
                    out,
                    agent,
                    Instant.ofEpochMilli(at),
                    Instant.ofEpochMilli(end),
                    modes[stretch.mode()],
                    "model",
                    0.9,
                    "shipped-1");
            at = end;
        }
    }

    private void collect(NavigableMap<LocalDate, List<Slice>> slices, LongLife.Stretch stretch) {
        for (LongLife.Window window : stretch.windows()) {
            Slice slice = new Slice(window.at(), window.end(), modes[window.mode()], window.app());
            LocalDate first = DayFold.dayOf(Instant.ofEpochMilli(window.at()));
            LocalDate last = DayFold.dayOf(Instant.ofEpochMilli(window.end() - 1));
            slices.computeIfAbsent(first, key -> new ArrayList<>()).add(slice);
            if (!last.equals(first)) {
                slices.computeIfAbsent(last, key -> new ArrayList<>()).add(slice);
            }
        }
    }

    /** With one agent and no labels the person's time is the agent's. */
    private void sums(OutputStream out, LocalDate day, List<Slice> slices) {
        byte[] packed = DaySums.of(
                        DayFold.startOf(day).toEpochMilli(),
                        slices,
                        app -> java.util.Objects.requireNonNull(apps.get(app)))
                .pack();
        for (int timeline : new int[] {agent, io.modehub.store.RollupStore.PERSON}) {
            line(out, person, timeline, day, "\\x" + HexFormat.of().formatHex(packed));
        }
    }

    private interface Rows {
        void write(OutputStream out);
    }

    private void rows(String target, Rows rows) {
        try (OutputStream out = sql.copyInto(target)) {
            rows.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(OutputStream out, @org.jspecify.annotations.Nullable Object... values) {
        StringBuilder line = new StringBuilder(256);
        for (Object value : values) {
            line.append(line.isEmpty() ? "" : "\t")
                    .append(value == null ? "\\N" : value.toString().replace("\\", "\\\\"));
        }
        try {
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
