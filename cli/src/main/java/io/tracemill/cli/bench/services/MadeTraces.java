package io.tracemill.cli.bench.services;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Traces in files, each run in a directory of its name, as {@code analyze} and {@code ingest} expect them. */
final class MadeTraces {

    private final Path directory;
    private final long size;
    private long seed;

    MadeTraces(Path directory, ServicesBenchRequest request) {
        this.directory = directory;
        this.size = request.size();
        this.seed = request.seed();
    }

    /** A trace in a file. */
    record MadeTrace(Path file, String run, int rank) {

        /** Where it is pushed to, below the address of the door. */
        String path() {
            return "api/runs/" + run + "/traces?rank=" + rank;
        }
    }

    /** Makes the ranks of several runs, which take turns in the list. */
    List<MadeTrace> ranks(String run, int runs, int ranks) throws IOException {
        List<MadeTrace> traces = new ArrayList<>();
        for (int rank = 0; rank < ranks; rank++) {
            for (int i = 1; i <= runs; i++) {
                traces.add(make(run + '-' + i, rank, ranks, size));
            }
        }
        return traces;
    }

    /** Makes one trace that is as large as many. */
    MadeTrace large(String run, int times) throws IOException {
        return make(run, 0, 1, times * size);
    }

    private MadeTrace make(String run, int rank, int ranks, long bytes) throws IOException {
        Path file = Files.createDirectories(directory.resolve(run)).resolve("rank" + rank + ".json");
        new TraceGenerator(GeneratorConfig.of(bytes, seed++).withRank(rank, ranks)).write(file, (written, total) -> {});
        return new MadeTrace(file, run, rank);
    }
}
