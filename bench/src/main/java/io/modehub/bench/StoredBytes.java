package io.modehub.bench;

/** What stored time takes on disk, indexes included. */
final class StoredBytes {
    /** Days of that many hours are what the figures of a year speak of. */
    private static final double HOURS = 8;

    private StoredBytes() {}

    static void describe(Figures figures, Sql sql) {
        double activities = sql.number("select sum(acked)::bigint from streams");
        double heap = sql.number("select pg_table_size('activities')");
        double index = sql.number("select pg_indexes_size('activities')");
        double spans = sql.number("select count(*) from spans");
        double spanBytes = sql.number("select pg_total_relation_size('spans')");
        double days = sql.number("select count(*) from day_sums where agent_key = 0");
        double sums = sql.number("select pg_total_relation_size('day_sums')");
        double packed = sql.number("select avg(length(sums))::bigint from day_sums");
        double hours = sql.number("""
                select extract(epoch from sum(to_at - from_at))::bigint from spans
                 where agent_key = (select min(agent_key) from spans)
                """) / 3_600.0;
        double hoursADay = hours
                / sql.number("select count(*) from day_sums where agent_key = (select min(agent_key) from spans)");
        double year = 365 * HOURS / hoursADay;
        figures.part("On disk, indexes included")
                .add("activityBytes", "an activity", (heap + index) / activities, "bytes")
                .add("activityIndexBytes", "of it the index", index / activities, "bytes")
                .add("spanBytes", "a span", spanBytes / spans, "bytes")
                .add("spansADay", "spans of an agent and day", spans / days, "")
                .add("packedBytes", "a day's roll-up, packed", packed, "bytes")
                .add("spanYearMb", "spans of an agent-year, 8 h a day", year * spanBytes / days / 1e6, "MB")
                .add("sumsYearMb", "roll-ups of agent and person, the same year", year * sums / days / 1e6, "MB");
    }
}
