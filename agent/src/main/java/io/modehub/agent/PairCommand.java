package io.modehub.agent;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.HubAddress;
import io.modehub.agent.pairing.Pairing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pair", mixinStandardHelpOptions = true, description = "Pairs this device with a hub.")
final class PairCommand implements Callable<Integer> {
    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(index = "0", paramLabel = "URL", description = "the hub's address")
    private String url = "";

    @Parameters(index = "1", paramLabel = "CODE", description = "the code the hub shows, good for ten minutes")
    private String code = "";

    @Option(names = "--name", paramLabel = "NAME", description = "what to call this device (default: its host name)")
    private @Nullable String name;

    @Override
    public Integer call() throws ConfigException {
        AgentHome home = homeOption.home();
        home.create();
        Account account =
                Pairing.pair(HubAddress.parse(url), code.strip(), name == null ? hostName() : name, device(home));
        home.store(account);
        System.out.println("Paired with " + account.url() + ". Start the agent with: modehub-agent run");
        return 0;
    }

    /** The id of an earlier pairing, so that the device keeps its history. */
    private static String device(AgentHome home) {
        try {
            return home.account().map(Account::deviceId).orElseGet(() -> UUID.randomUUID()
                    .toString());
        } catch (ConfigException e) {
            return UUID.randomUUID().toString();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "Linux device";
        }
    }
}
