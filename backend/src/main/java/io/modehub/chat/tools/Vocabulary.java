package io.modehub.chat.tools;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The names a person's log knows.
 *
 * @param modes in the person's order, without {@code Away} and {@code Unknown}
 * @param workModes those of them that came from {@code Work} and {@code Meeting}, whatever they are called now
 * @param apps as agents report them, most used of late first, then the others by name, at most {@link Toolbox#MAX_APPS}
 * @param agents names of devices
 * @param firstDay of which anything is known, in the person's zone
 */
public record Vocabulary(
        List<String> modes,
        List<String> workModes,
        List<String> apps,
        List<String> agents,
        Optional<LocalDate> firstDay) {
    public Vocabulary {
        modes = List.copyOf(modes);
        workModes = List.copyOf(workModes);
        apps = List.copyOf(apps);
        agents = List.copyOf(agents);
    }
}
