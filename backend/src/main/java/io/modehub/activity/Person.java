package io.modehub.activity;

import java.time.ZoneId;
import java.util.Set;

/**
 * A person who uses the hub.
 *
 * @param language {@code en} or {@code de}
 * @param weekStart 1 (Monday) to 7
 */
public record Person(
        UserId id, String email, String name, Set<String> roles, ZoneId zone, String language, int weekStart) {
    public Person {
        roles = Set.copyOf(roles);
    }

    /** The same person with these roles. */
    public Person withRoles(Set<String> others) {
        return new Person(id, email, name, others, zone, language, weekStart);
    }

    /** Without name and address: who it is stands in no log. */
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
