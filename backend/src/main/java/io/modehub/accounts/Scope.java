package io.modehub.accounts;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a personal API token may do of what its owner may. Nothing that changes who gets in is among it. */
public enum Scope {
    /** Ask for everything that is the owner's. */
    READ,
    /** Post activities. */
    POST,
    /** Change everything that is the owner's, post included. */
    WRITE;

    /** All there are, for a person who has signed in. */
    public static final Set<Scope> ALL = Set.of(values());

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of that name. */
    public static Scope of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether a token with these scopes may do what this scope is for. */
    public boolean isHeldBy(Set<Scope> scopes) {
        return scopes.contains(this) || (this == POST && scopes.contains(WRITE));
    }

    /** The names in order. */
    public static Set<String> wires(Set<Scope> scopes) {
        Set<String> names = new TreeSet<>();
        scopes.forEach(scope -> names.add(scope.wire()));
        return names;
    }
}
