package io.modehub.models.remote;

import io.modehub.protocol.Activity;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * What of an activity leaves the machine.
 *
 * @param mouse 0 to 10, whole, as in the training table
 * @param hour 0 to 23 in the person's zone
 * @param dayOfWeek Monday is 1
 * @param title only where the person lets titles leave; empty text where there is none
 */
public record RemoteRow(String app, int mouse, int hour, int dayOfWeek, Optional<String> title) {
    /**
     * What of an activity leaves for the endpoint.
     *
     * @param zone the person's
     * @param titles whether the person lets titles leave
     */
    public static RemoteRow of(Activity activity, ZoneId zone, boolean titles) {
        ZonedDateTime at = activity.at().atZone(zone);
        String title = activity.title();
        return new RemoteRow(
                activity.app(),
                (int) Math.round(activity.mouse()),
                at.getHour(),
                at.getDayOfWeek().getValue(),
                titles ? Optional.of(title == null ? "" : title) : Optional.empty());
    }
}
