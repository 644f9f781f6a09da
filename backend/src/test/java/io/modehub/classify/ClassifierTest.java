package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.activity.Sample;
import io.modehub.protocol.Activity;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassifierTest {
    private final Classifier classifier = new Classifier(Setup.of(Story.MODEL));

    private Classification classify(Activity activity) {
        return classifier.classify(Sample.of(activity));
    }

    @Test
    void judgesOneActivityOnItsOwn() {
        Classification work = classify(new Story().window(5_000));

        assertThat(work.mode()).isEqualTo("Work");
        assertThat(work.model()).isEqualTo("modehub-2");
        assertThat(work.probabilities().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isEqualTo(1, Offset.offset(1e-9));
        assertThat(List.copyOf(work.probabilities().keySet()))
                .hasSize(4)
                .first()
                .isEqualTo("Work");
    }

    @Test
    void doesNotRememberTheLastOne() {
        Classification before = classify(new Story().window(5_000));
        classify(new Story().front("cs2", "Counter-Strike 2").window(60_000));

        assertThat(classify(new Story().window(5_000))).isEqualTo(before);
    }

    @Test
    void seesACallInOneWindow() {
        Story call = new Story().front("zoom", "Weekly sync - Zoom Meeting").input(0, 0);

        Classification meeting =
                classify(call.system(-25, 0.8).microphone(-50, 0, true, "zoom").window(5_000));

        assertThat(meeting.mode()).isEqualTo("Meeting");
    }
}
