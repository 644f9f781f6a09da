package io.modehub.accounts;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a person may do; a higher role may do all that a lower one may. */
public enum Role {
    VIEWER,
    CONTRIBUTOR,
    ADMIN;

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name. */
    public static Role of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether someone with these roles may do what this role may. */
    public boolean isHeldBy(Set<String> roles) {
        for (Role role : values()) {
            if (role.compareTo(this) >= 0 && roles.contains(role.wire())) {
                return true;
            }
        }
        return false;
    }

    /** The highest of these roles. */
    public static Role highest(Set<String> roles) {
        return ADMIN.isHeldBy(roles) ? ADMIN : CONTRIBUTOR.isHeldBy(roles) ? CONTRIBUTOR : VIEWER;
    }

    /** This role and those below, by their names: what a person who has it holds. */
    public Set<String> andBelow() {
        Set<String> names = new TreeSet<>();
        for (Role role : values()) {
            if (role.compareTo(this) <= 0) {
                names.add(role.wire());
            }
        }
        return Set.copyOf(names);
    }
}
