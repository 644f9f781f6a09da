package io.modehub.models.remote;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what came of questions, and says in the log when the endpoint begins to fail and when it is back. */
public final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private final LongSupplier nanos;
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private long answered;
    private long failedInARow;
    private long failingSince;

    Tally(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Questions that were answered. */
    public synchronized long answeredSoFar() {
        return answered;
    }

    /** Questions that were not, by reason. */
    public synchronized Map<Fault, Long> faults() {
        return new EnumMap<>(faults);
    }

    synchronized void answered() {
        answered++;
        if (failedInARow > 0) {
            LOG.info(
                    "the Azure ML endpoint answers again after {} questions and {} s",
                    failedInARow,
                    TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - failingSince));
            failedInARow = 0;
        }
    }

    synchronized void failed(Fault fault, String why) {
        refused(fault);
        if (failedInARow++ == 0) {
            failingSince = nanos.getAsLong();
            LOG.warn("the Azure ML endpoint gives no answer, the local model goes on: {} ({})", fault.code(), why);
        }
    }

    synchronized void refused(Fault fault) {
        faults.merge(fault, 1L, Long::sum);
    }
}
