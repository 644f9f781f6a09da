package io.modehub.activity;

import io.modehub.activity.TextCondition.Kind;
import java.util.Optional;
import java.util.UUID;

/**
 * A person's own word on what an activity is: all of its conditions together mean that mode.
 *
 * @param name for people, 1 to {@value #MAX_NAME} UTF-16 units without control characters
 * @param enabled a rule that isn't matches nothing
 * @param mode the mode's origin ({@link Modes#ofOrigin}), which survives renaming
 * @param app the active application; {@code .exe} at the end counts for nothing
 * @param title the active window's title
 * @param domain the site in a browser
 */
public record Rule(
        UUID id,
        String name,
        boolean enabled,
        String mode,
        Optional<TextCondition> app,
        Optional<TextCondition> title,
        Optional<TextCondition> domain,
        Optional<HoursCondition> hours,
        Optional<AudioCondition> audio) {
    /** Most rules a person has. */
    public static final int MAX_RULES = 200;

    private static final int MAX_NAME = 80;

    /** Throws {@link InvalidRule}. */
    public Rule {
        RuleText.require("name", name, MAX_NAME);
        if (app.isEmpty() && title.isEmpty() && domain.isEmpty() && hours.isEmpty() && audio.isEmpty()) {
            throw new InvalidRule("", "needs at least one of app, title, domain, hours and audio");
        }
        if (domain.filter(site -> site.kind() == Kind.IS && site.text().contains("/"))
                .isPresent()) {
            throw new InvalidRule("domain/is", "must be a host without https:// and path; example: github.com");
        }
    }

    /** The same rule under another id. */
    public Rule withId(UUID other) {
        return new Rule(other, name, enabled, mode, app, title, domain, hours, audio);
    }

    /** The same rule for another mode. */
    public Rule withMode(String origin) {
        return new Rule(id, name, enabled, origin, app, title, domain, hours, audio);
    }
}
