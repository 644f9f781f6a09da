package io.modehub.accounts;

import java.util.Locale;

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
    public boolean isHeldBy(java.util.Set<String> roles) {
        for (Role role : values()) {
            if (role.compareTo(this) >= 0 && roles.contains(role.wire())) {
                return true;
            }
        }
        return false;
    }
}
