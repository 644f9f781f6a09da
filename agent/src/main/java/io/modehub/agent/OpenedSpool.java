package io.modehub.agent;

import static io.modehub.agent.words.Words.say;

import io.modehub.agent.config.AgentHome;
import io.modehub.agent.config.ConfigException;
import io.modehub.agent.spool.Limits;
import io.modehub.agent.spool.Spool;
import io.modehub.agent.spool.SpoolInUse;
import java.io.IOException;
import java.time.Clock;

/** A home's spool, with a sentence where it can't be had. */
final class OpenedSpool {
    private OpenedSpool() {}

    static Spool of(AgentHome home, Clock clock) throws ConfigException {
        try {
            return Spool.open(home.spool(), Limits.USUAL, clock);
        } catch (SpoolInUse e) {
            throw new ConfigException(say("spool.inuse", home.spool()));
        } catch (IOException e) {
            throw new ConfigException(say("spool.unopened", home.spool(), e));
        }
    }
}
