package io.modehub.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.modehub.agent.control.JsonText;
import io.modehub.agent.sense.Senses;
import io.modehub.agent.sense.audio.AudioDevice;
import io.modehub.agent.spool.Spool;
import io.modehub.protocol.HubFrame;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The answer to {@code status --json}. */
final class StatusText {
    private StatusText() {}

    static String json(Situation.Report report, Spool spool, Senses senses, Choices choices, Instant now) {
        return JsonText.object(json -> {
            json.writeBooleanField("running", true);
            json.writeStringField("version", Version.current());
            json.writeNumberField("pid", ProcessHandle.current().pid());
            link(json, report, now);
            json.writeNumberField("waiting", spool.waiting());
            json.writeStringField(
                    "measuring",
                    choices.pausedUntil(now).isPresent() ? "paused" : choices.mayMeasure(now) ? "yes" : "hours");
            if (choices.pausedUntil(now).isPresent()) {
                json.writeStringField(
                        "pausedUntil", choices.pausedUntil(now).orElseThrow().toString());
            }
            json.writeStringField("microphone", choices.audio().policy().name());
            json.writeStringField(
                    "titles", choices.settings().privacy().titles().name());
            json.writeArrayFieldStart("sensors");
            for (String sensor : senses.abilities().sensors()) {
                json.writeString(sensor);
            }
            json.writeEndArray();
            lack(json, "noDesktop", senses.desktopLack().orElse(null));
            lack(json, "noSound", senses.audio().lack().orElse(null));
            json.writeArrayFieldStart("sources");
            for (AudioDevice device : senses.audio().devices()) {
                if (device.isMeasured()) {
                    DeviceText.write(json, device);
                }
            }
            json.writeEndArray();
        });
    }

    private static void link(JsonGenerator json, Situation.Report report, Instant now) throws IOException {
        json.writeBooleanField("linked", report.linked());
        URI hub = report.hub();
        if (hub != null) {
            json.writeStringField("hub", hub.toString());
        }
        json.writeNumberField(
                "linkForMs", Math.max(0, Duration.between(report.since(), now).toMillis()));
        lack(json, "why", report.why());
        json.writeBooleanField("pairAgain", report.isFinal());
        json.writeNumberField("clockAheadMs", report.clockAheadMs());
        HubFrame.Mode mode = report.mode();
        if (mode != null) {
            json.writeStringField("mode", mode.mode());
            json.writeNumberField("confidence", mode.confidence());
            json.writeStringField("modeSince", mode.since().toString());
        }
        lack(json, "refused", report.refused());
    }

    private static void lack(JsonGenerator json, String name, @org.jspecify.annotations.Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
