package io.modehub.chat.analyst;

import io.modehub.chat.analyst.Times.PlacedPart;
import io.modehub.chat.tools.Language;
import java.util.ArrayList;
import java.util.List;

/** A question, each of its words tagged or unknown. */
record Tagged(Words words, Language language, List<Tag> tags, List<Integer> unknown) {
    Tagged {
        tags = List.copyOf(tags);
        unknown = List.copyOf(unknown);
    }

    boolean has(Concept... any) {
        for (Concept concept : any) {
            if (tags.stream().anyMatch(tag -> tag.is(concept))) {
                return true;
            }
        }
        return false;
    }

    /** Where a meaning is first met; -1 if nowhere. */
    int indexOf(Concept concept) {
        return tags.stream()
                .filter(tag -> tag.is(concept))
                .mapToInt(Tag::from)
                .findFirst()
                .orElse(-1);
    }

    /** Whether the most is the most of many, not the longest of them. */
    boolean isMostOften() {
        return tags.stream()
                .filter(tag -> tag.is(Concept.MOST))
                .map(tag -> words.text(tag.end() - 1))
                .anyMatch(word -> word.startsWith("meist")
                        || word.startsWith("haeufig")
                        || word.equals("most")
                        || word.equals("often"));
    }

    List<PlacedPart> timeParts() {
        List<PlacedPart> parts = new ArrayList<>();
        tags.forEach(tag -> tag.time().forEach(part -> parts.add(new PlacedPart(part, tag.from()))));
        return parts;
    }

    List<Tag> names() {
        return tags.stream().filter(tag -> tag.name().isPresent()).toList();
    }

    boolean hasTime() {
        return tags.stream().anyMatch(tag -> !tag.time().isEmpty());
    }
}
