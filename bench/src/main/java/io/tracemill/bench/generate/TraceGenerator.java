package io.tracemill.bench.generate;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a Kineto trace that resembles those of real training runs. Memory does not grow with the size of the trace.
 */
public final class TraceGenerator {
    private final GeneratorConfig config;

    public TraceGenerator(GeneratorConfig config) {
        this.config = config;
    }

    /**
     * Creates or replaces a trace file.
     *
     * @param out its name says how it is compressed: .json, .json.gz or .json.zst
     * @return decompressed bytes written
     * @throws IllegalArgumentException where the name ends in none of these
     */
    public long write(Path out, GeneratorProgress progress) throws IOException {
        TraceFile file = new TraceFile(out);
        TracePlan plan = TracePlan.of(config);
        try (JsonOutput json = file.create()) {
            new TraceSections(config, plan, json, progress).write();
            return json.writtenBytes();
        }
    }
}
