package io.modehub.bench;

import io.modehub.config.DatabaseUrl;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Other people of the same hub: each is a copy of one person's history under an agent, modes and applications of their own. */
final class Crowd {
    /** Copied at once, one a core. */
    private static final int AT_ONCE = 2;

    private final HubProcess hub;
    private final History model;

    Crowd(HubProcess hub, History model) {
        this.hub = hub;
        this.model = model;
    }

    /** Adds people until the hub holds about so many activities; the last one may have only the first part of a history. */
    void growTo(long activities) {
        DatabaseUrl url = hub.database();
        long present;
        try (Sql sql = new Sql(url)) {
            present = sql.number("select coalesce(sum(acked), 0) from streams");
        }
        long missing = activities - present;
        int whole = (int) (missing / model.activities());
        List<HubApi.Identity> others = new HubApi(hub).pair(whole + 1);
        IntStream.range(0, AT_ONCE)
                .mapToObj(part -> CompletableFuture.runAsync(
                        () -> copy(url, others, part, missing), work -> new Thread(work).start()))
                .toList()
                .forEach(CompletableFuture::join);
        try (Sql sql = new Sql(url)) {
            sql.update("vacuum (analyze)");
            sql.update("checkpoint");
        }
    }

    private void copy(DatabaseUrl url, List<HubApi.Identity> others, int part, long missing) {
        try (Sql sql = new Sql(url)) {
            for (int i = part; i < others.size(); i += AT_ONCE) {
                long left = missing - i * model.activities();
                copy(sql, others.get(i), Math.min(left, model.activities()));
            }
        }
    }

    private void copy(Sql sql, HubApi.Identity other, long most) {
        long agent = sql.number(
                "select key from agents where user_id = ?", other.person().value());
        long stream = sql.number(
                "insert into streams (agent_key, stream, acked) values (?, gen_random_uuid(), ?) returning key",
                agent,
                most);
        // Before the first row is there, since upkeep would begin at once.
        sql.update(
                "update users set keep_activities_days = null where id = ?",
                other.person().value());
        sql.update("update agents set finished_to = current_date + 1 where key = ?", agent);
        sql.update("""
                update timelines set sealed_to = (select sealed_to from timelines where user_id = ?) where user_id = ?
                """, model.person().value(), other.person().value());
        sql.update("""
                insert into activities (at, seq, stream_key, duration_ms, received, idle_ms, mouse, keyboard,
                                        app, title, domain, audio, present)
                select at, seq, ?, duration_ms, received, idle_ms, mouse, keyboard, app, title, domain, audio, present
                  from activities where stream_key = ? and seq <= ? order by at
                """, stream, model.stream(), most);
        sql.update("""
                insert into spans (agent_key, from_at, to_at, mode_id, source, confidence, model)
                select ?, s.from_at, s.to_at, other.mode_id, s.source, s.confidence, s.model
                  from spans s join mode_origins own on own.mode_id = s.mode_id
                  join mode_origins other on other.origin = own.origin and other.user_id = ?
                 where s.agent_key = ? order by s.from_at
                """, agent, other.person().value(), model.agent());
        sql.update("""
                insert into day_sums (user_id, agent_key, day, sums)
                select ?, case agent_key when 0 then 0 else ? end, day, sums from day_sums where user_id = ?
                """, other.person().value(), agent, model.person().value());
        sql.update(
                "insert into apps (user_id, name) select ?, name from apps where user_id = ? on conflict do nothing",
                other.person().value(),
                model.person().value());
    }
}
