package io.modehub.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Between the database's values and ours. */
final class Rows {
    private Rows() {}

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static Optional<Instant> instantIfAny(Row row, String column) {
        @Nullable OffsetDateTime time = row.getOffsetDateTime(column);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        List<T> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            all.add(mapper.apply(row));
        }
        return List.copyOf(all);
    }

    static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> mapper) {
        for (Row row : rows) {
            return Optional.of(mapper.apply(row));
        }
        return Optional.empty();
    }
}
