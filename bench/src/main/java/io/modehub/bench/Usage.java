package io.modehub.bench;

/** CPU used over a stretch of time, by whom. */
record Usage(long nanos, long hubMicros, long postgresMicros, long generatorMicros, long machineMicros) {

    /** What was used up to now. */
    static Usage now(HubProcess hub) {
        return new Usage(
                System.nanoTime(),
                CpuTime.micros(hub.pid()),
                CpuTime.microsWithChildren(hub.postgresPid()),
                CpuTime.micros(ProcessHandle.current().pid()),
                CpuTime.microsOfMachine());
    }

    Usage since(Usage before) {
        return new Usage(
                nanos - before.nanos,
                hubMicros - before.hubMicros,
                postgresMicros - before.postgresMicros,
                generatorMicros - before.generatorMicros,
                machineMicros - before.machineMicros);
    }

    Usage plus(Usage other) {
        return new Usage(
                nanos + other.nanos,
                hubMicros + other.hubMicros,
                postgresMicros + other.postgresMicros,
                generatorMicros + other.generatorMicros,
                machineMicros + other.machineMicros);
    }

    double seconds() {
        return nanos / 1e9;
    }

    /** What programs that have no part in it used, in percent of one core: where it is much, figures mean little. */
    double othersPercent() {
        return 100e3 * (machineMicros - hubMicros - postgresMicros - generatorMicros) / nanos;
    }
}
