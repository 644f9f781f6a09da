package io.modehub.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.chat.tools.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatFaultTest {
    @ParameterizedTest
    @EnumSource(ChatFault.class)
    void everyFaultHasASentenceInBothLanguages(ChatFault fault) {
        String english = fault.sentence(Language.ENGLISH);
        String german = fault.sentence(Language.GERMAN);

        assertThat(english).endsWith(".").isNotEqualTo(german);
        assertThat(german).endsWith(".");
    }
}
