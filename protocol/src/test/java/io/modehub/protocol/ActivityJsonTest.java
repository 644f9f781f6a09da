package io.modehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityJsonTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T13:30:00Z, 2026-11-23T13:30:00Z",
        "2026-11-23T13:30Z, 2026-11-23T13:30:00Z",
        "2026-11-23T13:30:00.5Z, 2026-11-23T13:30:00.500Z",
        "2026-11-23T13:30:00.123456789Z, 2026-11-23T13:30:00.123Z",
        "2026-11-23T13:30:00+00:00, 2026-11-23T13:30:00Z",
        "2026-11-23T13:30:00+05:30, 2026-11-23T08:00:00Z",
        "2026-11-23T13:30:00.25-08:00, 2026-11-23T21:30:00.250Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z"
    })
    void aTimeIsReadInEverySpellingWithAnOffset(String text, Instant at) {
        assertThat(read(text).at()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T13:30:00",
                "2026-11-23",
                "2026-11-23 13:30:00Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-23T24:00:01Z",
                "2026-11-23T13:60:00Z",
                "2026-11-23T13:30:60Z",
                "2026-11-23T13:30:00.1234567890Z",
                "2026-11-23T13:30:00,5Z",
                "2026/11/23T13:30:00Z",
                "2026-11-23T13:30:0xZ",
                "\u0662\u0660\u0662\u0666-11-23T13:30:00Z",
                "1969-12-31T23:59:59Z",
                "+999999999-01-01T00:00:00Z",
                "yesterday",
                ""
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(InvalidActivity.class, invalid -> assertThat(invalid.path())
                        .isEqualTo("at"));
    }

    @Test
    void theQuickReadingOfTimesAgreesWithTheGeneralOne() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant at = Instant.ofEpochSecond(
                    random.nextLong(0, 200_000_000_000L), random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
            String text = at.toString();
            assertThat(Instants.parse("at", text))
                    .isEqualTo(at)
                    .isEqualTo(OffsetDateTime.parse(text).toInstant());
        }
    }

    @Test
    void whatIsWrittenIsReadAgainToTheLastDigit() {
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            AudioLevel level = new AudioLevel(
                    AudioLevel.Source.MICROPHONE,
                    random.nextBoolean() ? null : "mic " + (char) random.nextInt(0xD800),
                    -random.nextDouble() * 120,
                    -random.nextDouble() * 120,
                    random.nextDouble(),
                    random.nextBoolean() ? null : random.nextBoolean(),
                    random.nextBoolean() ? null : "by");
            Activity activity = new Activity(
                    Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000)),
                    1 + random.nextInt(3_600_000),
                    "app " + (char) random.nextInt(0xD800),
                    random.nextBoolean() ? null : "title \"" + (char) random.nextInt(128),
                    random.nextBoolean() ? null : "example.org",
                    random.nextDouble() * 10,
                    random.nextDouble() * 10,
                    random.nextBoolean() ? null : (long) random.nextInt(Integer.MAX_VALUE),
                    java.util.Collections.nCopies(random.nextInt(17), level));
            assertThat(ActivityJson.read(ActivityJson.write(activity))).isEqualTo(activity);
            assertThat(ActivityJson.readLevels(ActivityJson.writeLevels(activity.audio())))
                    .isEqualTo(activity.audio());
        }
    }

    @Test
    void ofTwoFaultsTheFirstIsNamed() {
        assertThatThrownBy(() -> ActivityJson.read(
                        "{\"at\":\"2026-11-23T13:30:00Z\",\"durationMs\":\"long\",\"app\":\"x\",\"mouse\":11}"))
                .isInstanceOfSatisfying(InvalidActivity.class, invalid -> assertThat(invalid.path())
                        .isEqualTo("durationMs"));
    }

    @Test
    void theRangesHoldTheirEnds() {
        String limits = "{\"at\":\"2026-11-23T13:30:00Z\",\"durationMs\":3600000,\"app\":\"x\",\"mouse\":10,"
                + "\"keyboard\":0,\"idleMs\":0,\"audio\":[{\"source\":\"system\",\"rmsDb\":-120,\"peakDb\":0,\"voice\":1}]}";

        Activity activity = ActivityJson.read(limits);

        assertThat(activity.mouse()).isEqualTo(10);
        assertThat(activity.audio().get(0).peakDb()).isZero();
    }

    @Test
    void aPeakThatIsMissingIsAtLeastTheMean() {
        Activity activity = ActivityJson.read("{\"at\":\"2026-11-23T13:30:00Z\",\"durationMs\":1,\"app\":\"x\","
                + "\"audio\":[{\"source\":\"system\",\"rmsDb\":-20}]}");

        assertThat(activity.audio().get(0).peakDb()).isEqualTo(-20);
    }

    private static Activity read(String at) {
        return ActivityJson.read("{\"at\":\"" + at + "\",\"durationMs\":5000,\"app\":\"x\"}");
    }
}
