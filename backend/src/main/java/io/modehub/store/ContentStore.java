package io.modehub.store;

import static io.modehub.store.Rows.time;

import io.modehub.activity.ModeSpan;
import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was in front during stretches of time: of the stretch's agent or, where it has none, of all. */
public final class ContentStore {
    /**
     * A window is at most a minute, a posted one an hour: one that reaches into a stretch starts at most so long before it.
     * Stretch by stretch, which {@code offset 0} insists on: else a database without statistics yet reads all windows for each.
     */
    private static final String INSIDE = """
              from unnest($2::integer[], $3::timestamptz[], $4::timestamptz[]) with ordinality as w (agent_key, from_at, to_at, n)
              join agents a on a.user_id = $1 and (w.agent_key = 0 or a.key = w.agent_key)
              join streams s on s.agent_key = a.key
             cross join lateral (
                    select at, duration_ms, app, title, domain from activities
                     where stream_key = s.key and at < w.to_at
                       and at >= w.from_at - case when a.kind = 'scripts' then interval '1 hour' else interval '1 minute' end
                       and at + duration_ms * interval '1 millisecond' > w.from_at
                    offset 0) x
            """;

    private final Pool pool;

    public ContentStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * What a stretch holds, as measured: windows that overlap count twice.
     *
     * @param apps milliseconds by application, longest first
     * @param title the one shown longest; null: none
     */
    public record Content(Map<String, Long> apps, @Nullable String title) {
        static final Content NOTHING = new Content(Map.of(), null);
    }

    /** What each of the spans holds, in their order. */
    public Future<List<Content>> of(UserId user, List<ModeSpan> spans) {
        if (spans.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return pool.preparedQuery(
                        """
                        select w.n::integer - 1 as place, x.app, x.title, sum(extract(epoch from
                               least(x.at + x.duration_ms * interval '1 millisecond', w.to_at) - greatest(x.at, w.from_at))
                               * 1000)::bigint as ms
                        """ + INSIDE + "where x.app <> '' group by w.n, x.app, x.title order by w.n, ms desc, x.app")
                .execute(stretches(user, spans))
                .map(rows -> {
                    List<Content> contents =
                            new ArrayList<>(java.util.Collections.nCopies(spans.size(), Content.NOTHING));
                    rows.forEach(row -> contents.set(
                            row.getInteger("place"),
                            with(
                                    contents.get(row.getInteger("place")),
                                    row.getString("app"),
                                    row.getString("title"),
                                    row.getLong("ms"))));
                    return contents.stream().map(ContentStore::longestFirst).toList();
                });
    }

    /** The places of those spans in which the application was in front and the text stood in a title, name or site. */
    public Future<Set<Integer>> matching(
            UserId user, List<ModeSpan> spans, @Nullable String app, @Nullable String text) {
        if (spans.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        Tuple asked = stretches(user, spans).addValue(app).addValue(text == null ? null : "%" + escaped(text) + "%");
        return pool.preparedQuery("select distinct w.n::integer - 1 as place " + INSIDE + """
                         where ($5::text is null or x.app = $5)
                           and ($6::text is null or x.title ilike $6 or x.app ilike $6 or x.domain ilike $6)
                        """)
                .execute(asked)
                .map(rows -> Set.copyOf(Rows.list(rows, row -> row.getInteger("place"))));
    }

    private static Tuple stretches(UserId user, List<ModeSpan> spans) {
        return Tuple.of(
                user.value(),
                spans.stream().map(ModeSpan::agentKey).toArray(Integer[]::new),
                spans.stream().map(span -> time(span.from())).toArray(java.time.OffsetDateTime[]::new),
                spans.stream().map(span -> time(span.to())).toArray(java.time.OffsetDateTime[]::new));
    }

    private static Content with(Content before, String app, @Nullable String title, long ms) {
        Map<String, Long> apps = new LinkedHashMap<>(before.apps());
        apps.merge(app, ms, Long::sum);
        return new Content(apps, before.title() == null && title != null && !title.isEmpty() ? title : before.title());
    }

    private static Content longestFirst(Content content) {
        Map<String, Long> apps = new LinkedHashMap<>();
        content.apps().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEachOrdered(app -> apps.put(app.getKey(), app.getValue()));
        return new Content(apps, content.title());
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
