package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.control.ControlClient;
import io.modehub.agent.control.JsonText;
import io.modehub.agent.sense.audio.AudioChoice;
import io.modehub.agent.sense.audio.AudioDevice;
import io.modehub.agent.sense.audio.AudioProbe;
import io.modehub.agent.sense.audio.MicrophonePolicy;
import io.modehub.protocol.AudioLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "devices", mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--use", paramLabel = "NAME", split = ",", descriptionKey = "devices.use")
    private List<String> use = List.of();

    @Option(names = "--test", paramLabel = "NAME", descriptionKey = "devices.test")
    private @Nullable String test;

    @Option(names = "--for", paramLabel = "SPAN", descriptionKey = "devices.for")
    private Duration span = Duration.ofSeconds(5);

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        String tested = test;
        if (tested != null) {
            return test(tested);
        }
        if (!use.isEmpty()) {
            return choose();
        }
        try (AudioProbe probe = Probes.audio(common.home().settings().audio().withPolicy(MicrophonePolicy.never))) {
            requireSound(probe);
            for (AudioDevice device : probe.devices()) {
                print(device);
            }
        }
        return ExitStatus.DONE;
    }

    /** Sorts the names into microphones and speakers, and sets those kinds that were named. */
    private int choose() throws ConfigException {
        AgentHome home = common.home();
        List<String> microphones = new ArrayList<>();
        List<String> speakers = new ArrayList<>();
        try (AudioProbe probe = Probes.audio(AudioChoice.USUAL.withPolicy(MicrophonePolicy.never))) {
            requireSound(probe);
            for (String name : use) {
                String wanted = name.strip();
                if (wanted.equals(AudioChoice.DEFAULT) || wanted.equals(AudioChoice.ALL)) {
                    microphones.add(wanted);
                    speakers.add(wanted);
                } else if (device(probe, wanted).source() == AudioLevel.Source.MICROPHONE) {
                    microphones.add(wanted);
                } else {
                    speakers.add(wanted);
                }
            }
        }
        for (Map.Entry<String, List<String>> chosen :
                Map.of("microphones", microphones, "speakers", speakers).entrySet()) {
            if (!chosen.getValue().isEmpty()) {
                home.choose(chosen.getKey(), String.join(", ", chosen.getValue()));
            }
        }
        ControlClient.answer(home.directory(), Map.of("do", "look"));
        common.print(
                JsonText.object(json -> {
                    json.writeStringField("microphones", String.join(", ", microphones));
                    json.writeStringField("speakers", String.join(", ", speakers));
                }),
                say("devices.chosen", String.join(", ", use)));
        return ExitStatus.DONE;
    }

    /** Shows how loud one is, twice a second; a microphone is opened for it, since somebody asked. */
    private int test(String name) throws ConfigException, InterruptedException {
        AudioChoice alone = new AudioChoice(MicrophonePolicy.always, List.of(name), List.of(name));
        try (AudioProbe probe = Probes.audio(alone)) {
            requireSound(probe);
            AudioDevice device = device(probe, name);
            long end = System.nanoTime() + span.toNanos();
            while (System.nanoTime() < end) {
                Thread.sleep(500);
                probe.takeMoment().stream()
                        .filter(level -> level.source() == device.source()
                                && device.description().equals(level.name()))
                        .forEach(this::print);
            }
        }
        return ExitStatus.DONE;
    }

    private static AudioDevice device(AudioProbe probe, String name) throws ConfigException {
        return probe.devices().stream()
                .filter(device -> device.isCalled(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException(say("devices.unknown", name)));
    }

    private static void requireSound(AudioProbe probe) throws ConfigException {
        Optional<String> lack = probe.lack();
        if (lack.isPresent()) {
            throw new ConfigException(lack.get());
        }
    }

    private void print(AudioLevel level) {
        int bars = (int) Math.round((level.rmsDb() - AudioLevel.SILENCE_DB) / 3);
        common.print(
                JsonText.object(json -> {
                    json.writeNumberField("rmsDb", level.rmsDb());
                    json.writeNumberField("peakDb", level.peakDb());
                    json.writeNumberField("voice", level.voice());
                }),
                String.format("%7.1f dB %s", level.rmsDb(), "#".repeat(bars)));
    }

    private void print(AudioDevice device) {
        String kind = say(device.source() == AudioLevel.Source.MICROPHONE ? "devices.microphone" : "devices.system");
        String marks = (device.isDefault() ? ", " + say("devices.default") : "")
                + (device.isMeasured() ? ", " + say("devices.measured") : "")
                + (device.by() == null ? "" : ", " + say("devices.by", device.by()));
        common.print(
                JsonText.object(json -> DeviceText.members(json, device)),
                device.description() + "\n    " + kind + marks + "\n    " + device.name());
    }
}
