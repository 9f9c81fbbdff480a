package io.tracemill.bench.stages;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.schemas.flat.FlatBatchWriter;
import io.tracemill.schemas.flat.FlatEvent;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reads and writes batches of events, flat and through the generated types. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BatchBenchmark {
    private final FlatBatchReader<TraceEventBatch, FlatEvent> reader = FlatBatchReader.ofEvents();
    private final FlatBatchWriter<TraceEventBatch, FlatEvent> writer = FlatBatchWriter.ofEvents();
    private final AvroSerde<TraceEventBatch> generated = AvroSerde.of(TraceEventBatch.class);
    private final FlatEvent event = new FlatEvent();
    private List<byte[]> batches = List.of();

    /** Makes batches of a trace. */
    @Setup
    public void prepare() throws IOException, InterruptedException {
        batches = GeneratedInput.batches(GeneratedInput.trace());
    }

    /** Every event into the same object. */
    @Benchmark
    public long read(Events counter) {
        long sum = 0;
        for (byte[] bytes : batches) {
            FlatBatch<TraceEventBatch, FlatEvent>.Items events =
                    reader.read(bytes).items();
            while (events.next(event)) {
                sum += event.startNanos();
                counter.events++;
            }
        }
        return sum;
    }

    /** Reads a batch flat and writes it again; strings stay in the frame. */
    @Benchmark
    public long readAndWrite(Events counter) {
        long size = 0;
        for (byte[] bytes : batches) {
            FlatBatch<TraceEventBatch, FlatEvent> batch = reader.read(bytes);
            FlatBatch<TraceEventBatch, FlatEvent>.Items events = batch.items();
            while (events.next(event)) {
                writer.add(event);
                counter.events++;
            }
            size += writer.encode(batch.frame()).length;
        }
        return size;
    }

    /** Every event into an object of its own. */
    @Benchmark
    public long readGenerated(Events counter) {
        long sum = 0;
        for (byte[] bytes : batches) {
            TraceEventBatch batch = generated.decode(bytes);
            sum += batch.getSequence();
            counter.events += batch.getEvents().size();
        }
        return sum;
    }
}
