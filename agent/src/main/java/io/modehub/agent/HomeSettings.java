package io.modehub.agent;

import io.modehub.agent.config.Account;
import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.link.LinkSettings;
import io.modehub.agent.log.Log;

/** The account on disk as the link sees it; while it can't be read, the last one that could. */
final class HomeSettings implements LinkSettings {
    private final AgentHome home;
    private final Log log;
    private volatile Account account;

    HomeSettings(AgentHome home, Account account, Log log) {
        this.home = home;
        this.account = account;
        this.log = log;
    }

    @Override
    public Target get() {
        try {
            home.account().ifPresent(read -> account = read);
        } catch (ConfigException e) {
            log.state("settings", e.getMessage());
        }
        return new Target(account.url(), account.token());
    }

    @Override
    public void tokenRenewed(String token) {
        Account renewed = account.withToken(token);
        try {
            // Who paired again in the meantime has a newer token than this one.
            if (home.account().filter(account::equals).isPresent()) {
                home.store(renewed);
                account = renewed;
            }
        } catch (ConfigException e) {
            log.state("settings", "the renewed token could not be kept: " + e.getMessage());
        }
    }
}
