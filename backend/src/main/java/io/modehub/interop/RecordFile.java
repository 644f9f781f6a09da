package io.modehub.interop;

import io.vertx.core.Future;

/** Records one a line; as JSON, lines of arrays that are named. */
final class RecordFile {
    private final ExportFile file;
    private final boolean arrays;
    private boolean firstOfAll = true;
    private boolean firstOfSection;
    private long records;

    RecordFile(ExportFile file, boolean arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    /** Begins the next array. */
    void section(String name) {
        if (arrays) {
            file.add((firstOfAll ? "{\"" : "],\n\"") + name + "\":[");
        }
        firstOfAll = false;
        firstOfSection = true;
    }

    void add(String json) {
        if (arrays) {
            file.add((firstOfSection ? "\n" : ",\n") + json);
        } else {
            file.add(json + "\n");
        }
        firstOfSection = false;
        records++;
    }

    /** Records so far. */
    long records() {
        return records;
    }

    Future<Void> flow() {
        return file.flow();
    }

    Future<Void> finish() {
        if (arrays) {
            file.add("]}\n");
        }
        return file.flush();
    }
}
