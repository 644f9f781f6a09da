package io.modehub.store;

import io.modehub.activity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** What a person lets leave for the classifier outside the hub. */
public final class RemoteStore {
    private RemoteStore() {}

    /**
     * What holds at this moment.
     *
     * @param titles whether window titles may go along
     * @param setupVersion of the person's setups, which say whether anything may go
     */
    public record Consent(boolean titles, long setupVersion) {}

    /** Reads it afresh, so that nothing leaves once a refusal was answered. */
    public static Future<Consent> consent(SqlClient client, UserId user) {
        return client.preparedQuery("""
                        select u.remote_titles, coalesce(t.setup_version, 0) as version
                          from users u left join timelines t on t.user_id = u.id where u.id = $1
                        """).execute(Tuple.of(user.value())).map(rows -> Rows.first(
                        rows, row -> new Consent(row.getBoolean("remote_titles"), row.getLong("version")))
                .orElse(new Consent(false, -1)));
    }

    public static Future<Void> setTitles(SqlClient client, UserId user, boolean titles) {
        return client.preparedQuery("update users set remote_titles = $2 where id = $1")
                .execute(Tuple.of(user.value(), titles))
                .mapEmpty();
    }
}
