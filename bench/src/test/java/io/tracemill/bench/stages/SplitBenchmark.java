package io.tracemill.bench.stages;

import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.split.Slice;
import io.tracemill.ingest.split.SplitSink;
import io.tracemill.ingest.split.Splitter;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finds where events begin and end: from the page cache, the hash of the file's bytes included. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SplitBenchmark {
    private Path trace = Path.of("");

    /** Writes the trace. */
    @Setup
    public void generate() throws IOException {
        trace = GeneratedInput.trace();
    }

    /** All of the file. */
    @Benchmark
    public long split(Events counter) throws IOException, InterruptedException {
        Count count = new Count();
        try (TraceSource source = TraceSource.open(trace)) {
            long bytes = new Splitter(source, count).split().bytes();
            counter.events += count.events;
            return bytes;
        }
    }

    private static final class Count implements SplitSink {
        private final byte[] buffer = new byte[256 << 10];
        private long events;

        @Override
        public void slice(Slice slice) {
            events += slice.count();
        }

        @Override
        public boolean wants(String key) {
            return false;
        }

        @Override
        public boolean metadata(String key, byte[] json) {
            throw new IllegalStateException(key + " was not wanted");
        }

        @Override
        public void reject(Reject reject) {
            throw new IllegalStateException("what is generated is whole, but: " + reject);
        }

        @Override
        public byte[] buffer() {
            return buffer;
        }
    }
}
