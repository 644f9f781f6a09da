package io.modehub.bench;

import io.modehub.accounts.Tokens;
import io.modehub.activity.AgentId;
import io.modehub.activity.UserId;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Thousands of devices at once, written straight into the hub's database, with tokens signed by the hub's own secret. */
final class Fleet {
    private Fleet() {}

    /** @param each devices of a person */
    static List<HubApi.Identity> of(HubProcess hub, int count, int each) {
        Vertx vertx = Vertx.vertx();
        List<HubApi.Identity> fleet = new ArrayList<>(count);
        try (People people = new People(hub.database());
                Connection database = Sql.connect(hub.database());
                PreparedStatement insert = database.prepareStatement("""
                        insert into agents (user_id, kind, name, platform, device_id, token_id)
                        select ?, 'device', 'fleet ' || n, 'simulated', gen_random_uuid()::text, gen_random_uuid()
                          from generate_series(1, ?) n returning id, token_id
                        """)) {
            Tokens tokens = new Tokens(vertx, hub.jwtSecret(), Optional.empty(), Clock.systemUTC());
            while (fleet.size() < count) {
                UserId person = people.create();
                insert.setObject(1, person.value());
                insert.setInt(2, Math.min(each, count - fleet.size()));
                ResultSet rows = insert.executeQuery();
                while (rows.next()) {
                    AgentId agent = new AgentId(rows.getObject("id", UUID.class));
                    fleet.add(new HubApi.Identity(
                            person,
                            agent.toString(),
                            tokens.forAgent(agent, rows.getObject("token_id", UUID.class))
                                    .token()));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        return List.copyOf(fleet);
    }
}
