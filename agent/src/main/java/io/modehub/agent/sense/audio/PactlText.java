package io.modehub.agent.sense.audio;

import io.modehub.agent.sense.audio.PulseState.Device;
import io.modehub.agent.sense.audio.PulseState.Recording;
import io.modehub.agent.sense.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code pactl} prints for people: its JSON of version 16 loses every name with a letter outside ASCII, and
 * older versions have none. Names are other programs' words; a line that makes no sense is passed over.
 */
final class PactlText {
    /** Marks the agent's own streams; other agents' too. */
    static final String OWN_ID = "io.modehub.agent";

    /** Volume panels that record from everything only to show a meter. */
    private static final Set<String> METERS =
            Set.of(OWN_ID, "org.PulseAudio.pavucontrol", "org.gnome.VolumeControl", "org.kde.plasma-pa");

    private PactlText() {}

    /** From {@code pactl info}, {@code pactl list sources} and {@code pactl list source-outputs}. */
    static PulseState parse(String info, String sources, String outputs) {
        Map<String, String> server = fields(info.lines().toList(), "");
        return new PulseState(
                server.get("Default Sink"), server.get("Default Source"), devices(sources), recordings(outputs));
    }

    private static List<Device> devices(String text) {
        List<Device> devices = new ArrayList<>();
        for (Map.Entry<Long, Map<String, String>> block : blocks(text, "Source #")) {
            Map<String, String> fields = block.getValue();
            String name = fields.get("Name");
            if (name != null) {
                String monitor = fields.get("Monitor of Sink");
                devices.add(new Device(
                        block.getKey(),
                        name,
                        Printable.name(fields.getOrDefault("Description", name)),
                        monitor == null || monitor.equals("n/a") ? null : monitor));
            }
        }
        return devices;
    }

    private static List<Recording> recordings(String text) {
        List<Recording> recordings = new ArrayList<>();
        for (Map.Entry<Long, Map<String, String>> block : blocks(text, "Source Output #")) {
            Map<String, String> fields = block.getValue();
            Long device = number(fields.get("Source"));
            if (device != null && isApplication(fields)) {
                recordings.add(new Recording(device, application(fields)));
            }
        }
        return recordings;
    }

    /** Not a module of the server itself, not paused, not a mere level meter, and not the agent. */
    private static boolean isApplication(Map<String, String> fields) {
        return !"n/a".equals(fields.get("Client"))
                && !"yes".equals(fields.get("Corked"))
                && !"peaks".equals(fields.get("Resample method"))
                && !"Peak detect".equals(fields.get("media.name"))
                && !METERS.contains(fields.getOrDefault("application.id", ""));
    }

    /** The application's name; the program's where the name is only that of the engine it was built with. */
    private static String application(Map<String, String> fields) {
        String program = fields.getOrDefault("application.process.binary", "");
        String name = fields.getOrDefault("application.name", program);
        String best = Printable.name(name.contains("VoiceEngine") && !program.isEmpty() ? program : name);
        return best.isEmpty() ? "an application" : best;
    }

    private static List<Map.Entry<Long, Map<String, String>>> blocks(String text, String head) {
        List<Map.Entry<Long, Map<String, String>>> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Long index = null;
        for (String line : (text + "\n" + head).lines().toList()) {
            if (!line.startsWith(head)) {
                lines.add(line);
                continue;
            }
            if (index != null) {
                blocks.add(Map.entry(index, fields(lines, "\t")));
            }
            index = number(line.substring(head.length()));
            lines.clear();
        }
        return blocks;
    }

    /** {@code Name: value} at the given indentation, and {@code name = "value"} one deeper; the first of a name counts. */
    private static Map<String, String> fields(List<String> lines, String indent) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf(" = \"");
            int colon = line.indexOf(": ");
            if (line.startsWith(indent + "\t") && equals > 0) {
                fields.putIfAbsent(line.substring(0, equals).strip(), unquoted(line.substring(equals + 4)));
            } else if (line.startsWith(indent) && colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 2).strip());
            }
        }
        return fields;
    }

    private static String unquoted(String rest) {
        // A name with a line break in it ends on a line of its own.
        boolean closed = rest.endsWith("\"") && !rest.endsWith("\\\"");
        String value = closed ? rest.substring(0, rest.length() - 1) : rest;
        return value.replace("\\\"", "\"");
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,10}") ? Long.valueOf(text) : null;
    }
}
