package io.modehub.models;

import io.modehub.HubUnderTest;
import io.modehub.activity.Person;
import io.modehub.simulator.Persona;
import java.util.UUID;

/** Small models of a person's own, put beside a hub's other models as though a search had found them. */
public final class OwnModel {
    /** So many that it weighs ten times as much as the shipped one. */
    private static final int ROWS = 3_000;

    private OwnModel() {}

    /** A linear one, learned from a gamer's days; its id. */
    public static String linear(HubUnderTest hub, Person person) {
        return add(hub, person, Candidate.logistic(0.1, 8, FeatureSet.ALL), Persona.GAMER);
    }

    /** One of trees, learned from days at an office; its id. */
    public static String trees(HubUnderTest hub, Person person) {
        return add(hub, person, Candidate.forest(Candidate.Family.EXTRA_TREES, 10, 5, FeatureSet.ALL), Persona.OFFICE);
    }

    private static String add(HubUnderTest hub, Person person, Candidate candidate, Persona persona) {
        byte[] file = Fit.of(
                        candidate,
                        Days.of(persona, 3, 2, 120, 0),
                        new Fit.Origin(1, "two days"),
                        Effort.alone(Checkpoint.NONE))
                .model()
                .learnedFrom(ROWS)
                .write();
        UUID id = UUID.randomUUID();
        hub.rows("""
                        insert into models (id, user_id, name, file, details) values (?, ?, ?, ?, '{"summary":{"n":1}}')
                        returning 1
                        """, id, person.id().value(), candidate.family().name(), file);
        return id.toString();
    }
}
