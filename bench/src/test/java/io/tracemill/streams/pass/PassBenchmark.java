package io.tracemill.streams.pass;

import io.tracemill.bench.stages.Events;
import io.tracemill.bench.stages.GeneratedInput;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.write.SpanTable;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Runs the pass over a trace, without Kafka: batches of events decoded, batches of spans encoded, rows at the end. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PassBenchmark {
    private final FlatBatchReader<TraceEventBatch, FlatEvent> reader = FlatBatchReader.ofEvents();
    private final SpanTable table = new SpanTable();
    private List<byte[]> batches = List.of();

    /** Makes batches of a trace. */
    @Setup
    public void prepare() throws IOException, InterruptedException {
        batches = GeneratedInput.batches(GeneratedInput.trace());
    }

    /** The whole trace. */
    @Benchmark
    public List<byte[]> pass(Events counter) {
        PassedSpans passed = PassedSpans.of(batches, reader, table);
        counter.events += passed.events();
        return passed.batches();
    }
}
