package io.modehub.truth;

import io.modehub.protocol.Activity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What might happen to one person; the same seed tells the same. */
final class RandomHistory {
    static final List<String> MODES = List.of("Work", "Meeting", "Relax", "Gaming", "Away", "Unknown");

    private static final List<ZoneId> ZONES = List.of(
                    "UTC",
                    "Europe/Berlin",
                    "Asia/Kolkata",
                    "Asia/Kathmandu",
                    "America/St_Johns",
                    "Australia/Lord_Howe",
                    "Pacific/Chatham",
                    "America/New_York")
            .stream()
            .map(ZoneId::of)
            .toList();
    private static final long MINUTE = 60_000;
    private static final long QUARTER = 15 * MINUTE;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private final Random random;
    private final ZoneId zone;
    private final long anchor;
    private final int days;
    private final int slots;
    private final int scripts;
    private final List<Long> edges = new ArrayList<>();
    private final List<Long> moments = new ArrayList<>();
    private boolean modeGone;

    RandomHistory(long seed) {
        random = new Random(seed * 7_919 + 17);
        zone = pick(ZONES);
        anchor = anchor();
        days = 1 + random.nextInt(3);
        int devices = 1 + random.nextInt(3);
        scripts = random.nextInt(5) < 2 ? random.nextInt(devices + 1) : -1;
        slots = devices + (scripts < 0 ? 0 : 1);
    }

    /** A moment about which something is special: a midnight, or a change of the clocks. */
    private long anchor() {
        LocalDate date = LocalDate.of(2019, 1, 1).plusDays(random.nextInt(2_855));
        return switch (random.nextInt(4)) {
            case 0 -> date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            case 1 -> date.atStartOfDay(zone).toInstant().toEpochMilli();
            case 2 -> clocksChange(date.atStartOfDay(zone).toInstant());
            default -> date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() + random.nextInt((int) DAY);
        };
    }

    private long clocksChange(Instant after) {
        var change = zone.getRules().previousTransition(after);
        return (change == null || change.getInstant().isBefore(Instant.parse("2019-01-01T00:00:00Z"))
                        ? after
                        : change.getInstant())
                .toEpochMilli();
    }

    /** When about it all happens. */
    Instant around() {
        return Instant.ofEpochMilli(anchor);
    }

    /** All that happens; questions come twice in the midst of it and once at the end. */
    List<Step> steps() {
        List<Step> reports = reports();
        int half = reports.size() / 2;
        List<Step> steps = new ArrayList<>();
        mixed(steps, reports.subList(0, half));
        steps.add(ask(4));
        steps.add(new Step.Settle());
        steps.add(ask(4));
        mixed(steps, reports.subList(half, reports.size()));
        if (random.nextInt(4) == 0) {
            steps.add(new Step.DeleteAgent(random.nextInt(slots)));
        }
        words(steps);
        steps.add(new Step.Settle());
        steps.add(ask(12));
        return steps;
    }

    private void mixed(List<Step> steps, List<Step> reports) {
        for (Step report : reports) {
            steps.add(report);
            if (random.nextInt(3) == 0) {
                words(steps);
            }
            if (random.nextInt(40) == 0) {
                deleteMode(steps);
            }
        }
        words(steps);
    }

    private void deleteMode(List<Step> steps) {
        if (!modeGone) {
            modeGone = true;
            int gone = random.nextInt(4);
            steps.add(new Step.DeleteMode(MODES.get(gone), MODES.get((gone + 1 + random.nextInt(5)) % 6)));
        }
    }

    /** The batches of all agents in the order they arrive, each agent's first one after its pairing. */
    private List<Step> reports() {
        List<List<Step>> bySlot = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            bySlot.add(new ArrayList<>(batches(slot)));
        }
        List<Step> reports = new ArrayList<>();
        Set<Integer> paired = new HashSet<>();
        while (bySlot.stream().anyMatch(left -> !left.isEmpty())) {
            int slot = random.nextInt(slots);
            if (!bySlot.get(slot).isEmpty()) {
                if (paired.add(slot)) {
                    reports.add(new Step.Pair(slot, slot == scripts));
                }
                reports.add(bySlot.get(slot).remove(0));
            }
        }
        return reports;
    }

    private List<Step> batches(int slot) {
        List<Activity> windows = windows(slot == scripts);
        int order = random.nextInt(4);
        if (order == 0) {
            Collections.shuffle(windows, random);
        }
        List<Step> batches = new ArrayList<>();
        for (int i = 0; i < windows.size(); ) {
            int end = Math.min(windows.size(), i + 5 + random.nextInt(60));
            batches.add(new Step.Report(slot, List.copyOf(windows.subList(i, end))));
            i = end;
        }
        if (order == 1) {
            Collections.shuffle(batches, random);
        }
        return batches;
    }

    private List<Activity> windows(boolean posted) {
        RandomWindows windows = new RandomWindows(random, posted);
        for (int day = 0; day < days; day++) {
            long from = anchor + day * DAY - 75 * MINUTE + random.nextInt((int) (90 * MINUTE));
            windows.session(random.nextBoolean() ? from : from / 1_000 * 1_000, 2 + random.nextInt(9));
        }
        List<Activity> all = new ArrayList<>(windows.windows());
        all.forEach(window -> moments.add(window.at().toEpochMilli()));
        return all;
    }

    private void words(List<Step> steps) {
        for (int i = random.nextInt(3); i > 0; i--) {
            steps.add(
                    switch (random.nextInt(9)) {
                        case 0 -> new Step.TakeBack(random.nextInt(100));
                        case 1 -> new Step.TakeBackOne(random.nextInt(100));
                        case 2, 3 -> new Step.Correct(slot(), random.nextInt(1_000), pick(MODES));
                        case 4 -> bulk();
                        default -> new Step.Say(List.of(label()));
                    });
        }
    }

    private Step bulk() {
        List<Step.Words> words = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            words.add(label());
        }
        return new Step.Say(words);
    }

    private Step.Words label() {
        long from = labelStart();
        long to = from
                + switch (random.nextInt(6)) {
                    case 0 -> 1 + random.nextInt((int) MINUTE);
                    case 1 -> QUARTER * (1 + random.nextInt(12));
                    case 2 -> random.nextInt(8) == 0 ? DAY + random.nextInt((int) DAY) : HOUR;
                    default -> 1 + random.nextInt((int) HOUR);
                };
        edges.add(from);
        edges.add(to);
        return new Step.Words(slot(), from, to, pick(MODES));
    }

    private long labelStart() {
        if (!edges.isEmpty() && random.nextInt(4) == 0) {
            return pick(edges);
        }
        long near = near();
        return random.nextInt(3) == 0 ? Math.floorDiv(near, QUARTER) * QUARTER : near;
    }

    /** A moment at which something might be. */
    private long near() {
        return switch (random.nextInt(4)) {
            case 0 -> anchor + random.nextInt(4) * HOUR - 2 * HOUR;
            case 1 -> pick(moments);
            default -> pick(moments) + random.nextInt((int) HOUR) - HOUR / 2;
        };
    }

    private @Nullable Integer slot() {
        int slot = random.nextInt(slots + 1);
        return slot == slots ? null : slot;
    }

    private Step ask(int count) {
        List<Question> questions = new ArrayList<>();
        int first = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            questions.add(question(Question.Grouping.values()[(first + i) % 7]));
        }
        return new Step.Ask(questions);
    }

    private Question question(Question.Grouping groupBy) {
        ZoneId asked = random.nextInt(3) == 0 ? pick(ZONES) : zone;
        long from = questionStart(asked);
        long to =
                switch (random.nextInt(5)) {
                    case 0 ->
                        Instant.ofEpochMilli(from)
                                .atZone(asked)
                                .plusDays(1 + random.nextInt(3))
                                .toInstant()
                                .toEpochMilli();
                    case 1 -> from + HOUR * (1 + random.nextInt(5));
                    case 2 -> from + 1 + random.nextInt((int) HOUR);
                    default -> from + 1 + random.nextInt((int) (2 * DAY)) + DAY * random.nextInt(4);
                };
        return new Question(
                random.nextInt(5) < 3 ? null : slot(),
                from,
                to,
                asked,
                groupBy,
                random.nextInt(4) == 0 ? pick(MODES) : null,
                random.nextInt(4) == 0 ? pick(RandomWindows.APPS) : null);
    }

    private long questionStart(ZoneId asked) {
        Instant near = Instant.ofEpochMilli(random.nextInt(3) == 0 ? near() : anchor - random.nextInt((int) DAY));
        return switch (random.nextInt(4)) {
            case 0, 1 ->
                near.atZone(asked).toLocalDate().atStartOfDay(asked).toInstant().toEpochMilli();
            case 2 -> Math.floorDiv(near.toEpochMilli(), QUARTER) * QUARTER;
            default -> near.toEpochMilli();
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
