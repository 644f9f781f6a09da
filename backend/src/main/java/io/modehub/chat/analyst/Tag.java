package io.modehub.chat.analyst;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the words {@code [from, end)} of a question mean. */
record Tag(Set<Concept> concepts, Optional<Name> name, List<TimePart> time, int from, int end) {
    Tag {
        concepts = Set.copyOf(concepts);
        time = List.copyOf(time);
    }

    boolean is(Concept concept) {
        return concepts.contains(concept);
    }
}
