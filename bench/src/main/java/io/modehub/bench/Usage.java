package io.modehub.bench;

/** CPU used over a stretch of time, by whom. */
record Usage(long nanos, long hubMicros, long postgresMicros, long generatorMicros) {

    /** What was used up to now. */
    static Usage now(HubProcess hub) {
        return new Usage(
                System.nanoTime(),
                CpuTime.micros(hub.pid()),
                CpuTime.microsWithChildren(hub.postgresPid()),
                CpuTime.micros(ProcessHandle.current().pid()));
    }

    Usage since(Usage before) {
        return new Usage(
                nanos - before.nanos,
                hubMicros - before.hubMicros,
                postgresMicros - before.postgresMicros,
                generatorMicros - before.generatorMicros);
    }

    double seconds() {
        return nanos / 1e9;
    }
}
