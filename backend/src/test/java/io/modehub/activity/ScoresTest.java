package io.modehub.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
    @Test
    void whatIsKeptIsWhatWasUsed() {
        Scores scores = new Scores(Map.of("Work", 0.82949, "Relax", 0.1701, "mode:1", 0.0004, "Gaming", 0.0));

        assertThat(scores.text()).isEqualTo("Work:0.829,Relax:0.17");
        assertThat(Scores.parse(scores.text())).isEqualTo(scores);
    }

    @Test
    void aModesOwnNameMayHaveAColon() {
        assertThat(Scores.parse("mode:7f:1.0")).isEqualTo(Scores.of("mode:7f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Work", "Work:", "Work:much", "Work:1.2", "Work:0.0", ":1.0", "Work:0.5,", "Work:NaN"})
    void whatIsNoScoresIsRefused(String text) {
        assertThatThrownBy(() -> Scores.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
