package io.modehub.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connections the chat's tools read by. */
class ReadersTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final String QUERY_CANCELLED = "57014";

    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static String refusal(String sql) {
        Pool readers = new Database(HUB.database()).readers(HUB.vertx());
        try {
            HubUnderTest.await(readers.query(sql).execute());
            return "none";
        } catch (CompletionException e) {
            return ((PgException) e.getCause()).getSqlState();
        } finally {
            HubUnderTest.await(readers.close());
        }
    }

    @Test
    void readALog() {
        assertThat(refusal("select 1 from activities, spans, labels, modes, agents, day_sums"))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "sessions", "sign_in_links", "pairings", "conversations", "turns", "posted_items"})
    void readNothingElse(String table) {
        assertThat(refusal("select * from " + table)).isEqualTo(INSUFFICIENT_PRIVILEGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from labels",
                "update spans set confidence = 1",
                "insert into apps (user_id, name) values (gen_random_uuid(), 'x')",
                "create table t (i integer)",
                "drop table activities"
            })
    void changeNothing(String sql) {
        assertThat(refusal(sql)).isIn(INSUFFICIENT_PRIVILEGE, READ_ONLY_TRANSACTION);
    }

    @Test
    void giveUpAfterThreeSeconds() {
        assertThat(refusal("select pg_sleep(20)")).isEqualTo(QUERY_CANCELLED);
    }
}
