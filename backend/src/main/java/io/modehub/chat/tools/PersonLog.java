package io.modehub.chat.tools;

import io.modehub.activity.Mode;
import io.modehub.activity.ModeNames;
import io.modehub.activity.ModeSpan;
import io.modehub.activity.Modes;
import io.modehub.activity.UserId;
import io.modehub.spans.AgentTime;
import io.modehub.spans.AppWindow;
import io.modehub.spans.GroupBy;
import io.modehub.spans.Summary;
import io.modehub.spans.SummaryBuilder.Question;
import io.modehub.spans.Timeline;
import io.modehub.store.AgentStore;
import io.modehub.store.LogStore;
import io.modehub.store.ModeStore;
import io.modehub.timeline.Summaries;
import io.modehub.timeline.Timelines;
import io.vertx.core.Future;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One person's log as their tools see it: read only, at one moment, in one zone. */
final class PersonLog {
    /** A timeline is read in parts, so that a long one never lies in memory with all its windows. */
    private static final Duration PART = Duration.ofDays(31);

    private final Sources sources;
    private final UserId user;
    private final ZoneId zone;
    private final DayOfWeek weekStart;
    private final Language language;
    private final Instant now;
    private final Known known;
    private final Vocabulary vocabulary;

    /** What is asked. */
    record Sources(Summaries summaries, Timelines timelines, ModeStore modes, AgentStore agents, LogStore log) {}

    /** What is known before the first question. */
    record Known(List<Mode> modes, List<AgentStore.Device> agents, List<String> apps, Optional<Instant> first) {}

    PersonLog(
            Sources sources,
            UserId user,
            ZoneId zone,
            DayOfWeek weekStart,
            Language language,
            Instant now,
            Known known) {
        this.sources = sources;
        this.user = user;
        this.zone = zone;
        this.weekStart = weekStart;
        this.language = language;
        this.now = now;
        this.known = known;
        this.vocabulary = vocabulary(known, zone);
    }

    /** Reads what has to be known first. */
    static Future<Known> know(Sources sources, UserId user, Instant now) {
        Future<List<Mode>> modes = sources.modes().list(user);
        Future<List<AgentStore.Device>> agents = sources.agents().list(user);
        Future<Optional<Instant>> first = sources.log().firstMoment(user);
        Future<KnownApps> apps = KnownApps.read(sources.log(), user, now);
        return Future.join(modes, agents, first, apps)
                .map(done -> new Known(
                        modes.result(),
                        agents.result(),
                        apps.result().ranked(new Modes(modes.result())),
                        first.result()));
    }

    private static Vocabulary vocabulary(Known known, ZoneId zone) {
        return new Vocabulary(
                known.modes().stream()
                        .filter(mode -> !mode.builtIn())
                        .map(Mode::name)
                        .toList(),
                known.modes().stream()
                        .filter(mode -> mode.origins().contains(ModeNames.WORK)
                                || mode.origins().contains(ModeNames.MEETING))
                        .map(Mode::name)
                        .toList(),
                known.apps(),
                known.agents().stream().map(AgentStore.Device::name).toList(),
                known.first().map(at -> at.atZone(zone).toLocalDate()));
    }

    ZoneId zone() {
        return zone;
    }

    Instant now() {
        return now;
    }

    DayOfWeek weekStart() {
        return weekStart;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    List<AgentStore.Device> agents() {
        return known.agents();
    }

    Modes modes() {
        return new Modes(known.modes());
    }

    Language language() {
        return language;
    }

    Periods periods() {
        return new Periods(zone, now, weekStart, language, vocabulary.firstDay());
    }

    /** The same sums as the REST summary's. */
    Future<Summary> sum(Period period, GroupBy groupBy, Filters filters) {
        Modes modes = modes();
        Question question = new Question(groupBy, zone, modes.away(), filters.modeId(), filters.app(), filters.hours());
        return sources.summaries().sum(user, filters.timeline(), period.from(), period.to(), question, modes);
    }

    /** Spans of one timeline, without {@code Away}, in order; those that touch and are of one mode are one. */
    Future<List<ModeSpan>> activeSpans(Period period, int timeline) {
        int away = modes().away();
        return time(period, timeline, false).map(time -> Timeline.joined(time.spans()).stream()
                .filter(span -> span.modeId() != away)
                .toList());
    }

    /** One timeline with its applications. */
    Future<AgentTime> time(Period period, int timeline, boolean withApps) {
        Instant end = period.to().isAfter(now) ? now : period.to();
        return read(period.from(), end, timeline, withApps, new ArrayList<>(), new ArrayList<>());
    }

    private Future<AgentTime> read(
            Instant from, Instant end, int timeline, boolean withApps, List<ModeSpan> spans, List<AppWindow> windows) {
        if (!from.isBefore(end)) {
            return Future.succeededFuture(new AgentTime(timeline, spans, windows));
        }
        Instant to = from.plus(PART).isBefore(end) ? from.plus(PART) : end;
        return sources.timelines().time(user, timeline, from, to, withApps).compose(part -> {
            spans.addAll(part.spans());
            if (withApps) {
                part.windows().stream()
                        .filter(window -> windows.isEmpty()
                                || window.from()
                                        >= windows.get(windows.size() - 1).to())
                        .forEach(windows::add);
            }
            return read(to, end, timeline, withApps, spans, windows);
        });
    }

    /** Means of what was measured. */
    Future<List<LogStore.Measures>> measures(
            Period period, @Nullable Integer agentKey, LogStore.MeasureKey by, int limit) {
        return sources.log().measures(user, agentKey, period.from(), period.to(), zone, by, limit);
    }

    Future<List<LogStore.TitleTime>> titles(Period period, @Nullable String app, int limit) {
        return sources.log().titles(user, period.from(), period.to(), app, limit);
    }
}
