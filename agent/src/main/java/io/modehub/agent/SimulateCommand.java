package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.HubAddress;
import io.modehub.agent.control.JsonText;
import io.modehub.agent.log.Log;
import io.modehub.agent.pairing.Pairing;
import io.modehub.protocol.Activity;
import io.modehub.protocol.ActivityJson;
import io.modehub.simulator.Lived;
import io.modehub.simulator.Persona;
import io.modehub.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "simulate", mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    private static final long TICK_MS = 100;
    private static final Duration FIRST_DAYS = Duration.ofDays(7);
    private static final int MOST_DEVICES = 500;

    @Parameters(index = "0", paramLabel = "URL", arity = "0..1", descriptionKey = "pair.url")
    private @Nullable String url;

    @Parameters(index = "1..*", paramLabel = "CODE", descriptionKey = "simulate.code")
    private List<String> codes = List.of();

    @Option(names = "--agents", paramLabel = "N", descriptionKey = "simulate.agents")
    private int agents;

    @Option(names = "--persona", paramLabel = "KIND", descriptionKey = "simulate.persona")
    private @Nullable Persona persona;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "simulate.seed")
    private long seed = 1;

    @Option(names = "--speed", paramLabel = "N", descriptionKey = "simulate.speed")
    private double speed = 60;

    @Option(names = "--since", paramLabel = "SPAN", descriptionKey = "simulate.since")
    private Duration since = FIRST_DAYS;

    @Option(names = "--for", paramLabel = "SPAN", descriptionKey = "simulate.for")
    private @Nullable Duration span;

    @Option(names = "--print", paramLabel = "DATE", descriptionKey = "simulate.print")
    private @Nullable LocalDate printed;

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        LocalDate date = printed;
        if (date != null) {
            print(date);
            return ExitStatus.DONE;
        }
        if (speed < 1 || agents < 0 || agents > MOST_DEVICES) {
            throw new ConfigException(say("simulate.range", MOST_DEVICES));
        }
        Log log = new Log(System.err);
        List<SimulatedDevice> devices = new ArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> devices.forEach(SimulatedDevice::close), "end"));
        for (AgentHome home : homes()) {
            devices.add(device(home, devices.size(), log));
        }
        devices.forEach(SimulatedDevice::start);
        live(devices);
        return ExitStatus.DONE;
    }

    private void live(List<SimulatedDevice> devices) throws InterruptedException {
        Duration most = span;
        long end = most == null ? Long.MAX_VALUE : System.nanoTime() + most.toNanos();
        for (long tick = 0; System.nanoTime() < end; tick++) {
            for (int i = 0; i < devices.size(); i++) {
                SimulatedDevice device = devices.get(i);
                List<Activity> ended = device.live();
                if (common.isJson()) {
                    print(i + 1, ended);
                }
                if (tick % (Delivery.FLUSH_MS / TICK_MS) == 0) {
                    device.flush();
                }
            }
            Thread.sleep(TICK_MS);
        }
    }

    private static void print(int number, List<Activity> ended) {
        for (Activity activity : ended) {
            System.out.println(JsonText.object(json -> {
                json.writeNumberField("device", number);
                json.writeStringField("at", activity.at().toString());
                json.writeNumberField("durationMs", activity.durationMs());
                json.writeStringField("app", activity.app());
            }));
        }
        System.out.flush();
    }

    /** The truth beside every activity: what a device would have reported that day. */
    private void print(LocalDate date) {
        for (Lived sample : simulator(0).day(date)) {
            System.out.println(JsonText.object(json -> {
                json.writeStringField("mode", sample.mode());
                json.writeFieldName("activity");
                json.writeRawValue(ActivityJson.write(sample.activity()));
            }));
        }
    }

    /** Devices simulated before go on; each code, and with an access token each number, pairs a new one. */
    private List<AgentHome> homes() throws ConfigException {
        Path all = common.home().directory().resolve("simulated");
        List<String> fresh = new ArrayList<>(codes);
        String address = url;
        int present = present(all);
        if (address != null && agents > present + fresh.size()) {
            String token = System.getenv("MODEHUB_TOKEN");
            if (token == null) {
                throw new ConfigException(say("simulate.token"));
            }
            for (int missing = agents - present - fresh.size(); missing > 0; missing--) {
                fresh.add(Pairing.code(HubAddress.parse(address), token));
            }
        }
        if (address != null) {
            for (String code : fresh) {
                int number = ++present;
                AgentHome home = new AgentHome(all.resolve(Integer.toString(number)));
                home.store(Pairing.pair(
                        HubAddress.parse(address),
                        code,
                        say("simulate.name", number),
                        "simulated",
                        UUID.randomUUID().toString()));
            }
        }
        if (present == 0) {
            throw new ConfigException(say("simulate.none"));
        }
        return IntStream.rangeClosed(1, present)
                .mapToObj(number -> new AgentHome(all.resolve(Integer.toString(number))))
                .toList();
    }

    private static int present(Path all) {
        int present = 0;
        while (Files.isDirectory(all.resolve(Integer.toString(present + 1)))) {
            present++;
        }
        return present;
    }

    private SimulatedDevice device(AgentHome home, int index, Log log) throws ConfigException {
        Account account = home.account().orElseThrow(() -> new ConfigException(say("run.unpaired")));
        Clock clock = Clock.systemUTC();
        Instant from = clock.instant().minus(since).truncatedTo(ChronoUnit.SECONDS);
        return new SimulatedDevice(
                home,
                account,
                new SimulatedDevice.Life(simulator(index), ZoneId.systemDefault(), from, speed),
                clock,
                log);
    }

    private Simulator simulator(int index) {
        Persona[] kinds = Persona.values();
        Persona chosen = persona;
        return Simulator.of(
                chosen == null ? kinds[index % kinds.length] : chosen, seed + index, ZoneId.systemDefault());
    }
}
