package io.modehub.chat.analyst;

import io.modehub.chat.ChatEvent.Chip;
import io.modehub.chat.analyst.Outcome.Understood;
import io.modehub.chat.tools.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes chips of readings. What the analyst itself would read otherwise is not offered. */
final class Chips {
    static final int MOST = 3;

    private final Reader reader;
    private final Describer describer;
    private final Language language;
    private final Language own;

    Chips(Reader reader, Describer describer, Language language, Language own) {
        this.reader = reader;
        this.describer = describer;
        this.language = language;
        this.own = own;
    }

    /** @param than what was understood; labels say where a chip differs */
    List<Chip> of(List<Reading> readings, Optional<Reading> than) {
        List<Chip> chips = new ArrayList<>();
        for (Reading reading : readings) {
            String question = describer.question(reading);
            if (chips.size() < MOST
                    && returns(question, reading)
                    && chips.stream().noneMatch(chip -> chip.question().equals(question))) {
                chips.add(new Chip(
                        than.map(one -> describer.label(reading, one)).orElseGet(() -> describer.understood(reading)),
                        question));
            }
        }
        return chips;
    }

    /** Whether the question comes back as the reading, also within a conversation. */
    private boolean returns(String question, Reading reading) {
        Words words = Words.of(question);
        return Tagger.language(words, own) == language
                && reads(words, Optional.empty(), reading)
                && reads(words, Optional.of(reading), reading);
    }

    private boolean reads(Words words, Optional<Reading> before, Reading reading) {
        return reader.read(words, language, before) instanceof Understood understood
                && understood.reading().means(reading);
    }
}
