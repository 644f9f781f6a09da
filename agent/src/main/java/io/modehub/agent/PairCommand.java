package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.config.HubAddress;
import io.modehub.agent.control.JsonText;
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

@Command(name = "pair", mixinStandardHelpOptions = true)
final class PairCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "URL", descriptionKey = "pair.url")
    private String url = "";

    @Parameters(index = "1", paramLabel = "CODE", descriptionKey = "pair.code")
    private String code = "";

    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "pair.name")
    private @Nullable String name;

    @Override
    public Integer call() throws ConfigException {
        AgentHome home = common.home();
        home.create();
        Account account = Pairing.pair(
                HubAddress.parse(url),
                code.strip(),
                name == null ? hostName() : name,
                Version.platform(),
                device(home));
        home.store(account);
        common.print(
                JsonText.object(json -> {
                    json.writeStringField("hub", account.url().toString());
                    json.writeStringField("agentId", account.agentId());
                }),
                say("pair.done", account.url()));
        return ExitStatus.DONE;
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
            return say("pair.nameless");
        }
    }
}
