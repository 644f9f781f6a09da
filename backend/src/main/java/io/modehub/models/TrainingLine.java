package io.modehub.models;

import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One row of a training table.
 *
 * @param app application in front, 1 to 512 characters
 * @param title the window's title
 * @param mouse 0 to 10
 * @param keyboard 0 to 10
 * @param hour 0 to 23, in the person's zone
 * @param dayOfWeek 1 (Monday) to 7
 * @param mode what the person did
 * @param micDb level of the microphone in dBFS, −120 to 0
 * @param systemDb level of what plays in dBFS, −120 to 0
 * @param voice share of speech, 0 to 1: at the microphone where its level is given, else of what plays
 * @param at when; where given it counts instead of hour and weekday
 */
public record TrainingLine(
        String app,
        @Nullable String title,
        double mouse,
        @Nullable Double keyboard,
        int hour,
        int dayOfWeek,
        String mode,
        @Nullable Double micDb,
        @Nullable Double systemDb,
        @Nullable Double voice,
        @Nullable Instant at) {
    /** A recorded moment, its hour read in that zone. */
    static TrainingLine of(Activity activity, String mode, ZoneId zone) {
        Double micDb = loudest(activity, Source.MICROPHONE);
        ZonedDateTime local = activity.at().atZone(zone);
        return new TrainingLine(
                activity.app(),
                activity.title(),
                activity.mouse(),
                activity.keyboard(),
                local.getHour(),
                local.getDayOfWeek().getValue(),
                mode,
                micDb,
                loudest(activity, Source.SYSTEM),
                voice(activity, micDb == null ? Source.SYSTEM : Source.MICROPHONE),
                activity.at());
    }

    private static @Nullable Double loudest(Activity activity, Source source) {
        return activity.audio().stream()
                .filter(level -> level.source() == source)
                .map(AudioLevel::rmsDb)
                .max(Double::compare)
                .orElse(null);
    }

    private static @Nullable Double voice(Activity activity, Source source) {
        return activity.audio().stream()
                .filter(level -> level.source() == source)
                .map(AudioLevel::voice)
                .max(Double::compare)
                .orElse(null);
    }

    /** The same called another mode. */
    TrainingLine withMode(String other) {
        return new TrainingLine(app, title, mouse, keyboard, hour, dayOfWeek, other, micDb, systemDb, voice, at);
    }
}
