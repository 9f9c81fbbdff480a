package io.tracemill.bench.stages;

import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A file becomes batches in memory, on all cores: split, parsed, sorted, encoded. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IngestBenchmark {
    private Path trace = Path.of("");

    /** Writes the trace. */
    @Setup
    public void generate() throws IOException {
        trace = GeneratedInput.trace();
    }

    /** All of the file. */
    @Benchmark
    public int ingest(Events counter) throws IOException, InterruptedException {
        List<byte[]> batches = new ArrayList<>();
        try (IngestJob job = new IngestJob(
                IngestConfig.defaults(), () -> new GeneratedInput.Batches(batches), id -> false, IngestProgress.NONE)) {
            if (job.ingest(trace) instanceof IngestOutcome.Published done) {
                counter.events += done.report().totals().getEventsRead();
            }
        }
        return batches.size();
    }
}
