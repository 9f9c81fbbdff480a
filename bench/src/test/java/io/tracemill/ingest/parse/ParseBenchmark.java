package io.tracemill.ingest.parse;

import io.tracemill.bench.stages.Events;
import io.tracemill.bench.stages.GeneratedInput;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.ingest.sort.EventSorter;
import io.tracemill.ingest.spill.SpillSpace;
import io.tracemill.ingest.split.Slice;
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

/** Parses events and puts them in order. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ParseBenchmark {
    private static final long POOL_BYTES = 64 << 20;

    private List<Slice> slices = List.of();
    private final List<SortedBlock> blocks = new ArrayList<>();

    /** Splits a trace, and parses it once for the sorter. */
    @Setup
    public void prepare() throws IOException, InterruptedException {
        slices = GeneratedInput.slices(GeneratedInput.trace());
        SliceParser parser = parser();
        slices.forEach(slice -> blocks.add(parser.parse(slice).events()));
    }

    /** Slices become sorted blocks. */
    @Benchmark
    public long parse(Events counter) {
        SliceParser parser = parser();
        long kept = 0;
        for (Slice slice : slices) {
            kept += parser.parse(slice).events().count();
            counter.events += slice.count();
        }
        return kept;
    }

    /** Blocks become one order, in memory. */
    @Benchmark
    public long sort(Events counter) throws IOException {
        return sort(counter, Long.MAX_VALUE);
    }

    /** Blocks become one order, most of them on disk meanwhile. */
    @Benchmark
    public long spillAndSort(Events counter) throws IOException {
        return sort(counter, 512 << 10);
    }

    private long sort(Events counter, long memoryBytes) throws IOException {
        SpillSpace space = new SpillSpace(Path.of(System.getProperty("java.io.tmpdir")), "benchmark");
        long sum = 0;
        try (EventSorter sorter = new EventSorter(space, memoryBytes)) {
            for (SortedBlock block : blocks) {
                sorter.add(block);
            }
            EventCursor events = sorter.events();
            while (events.next()) {
                sum += events.offset();
                counter.events++;
            }
        }
        return sum;
    }

    private static SliceParser parser() {
        return new SliceParser(GeneratedInput.rules(), new StringPool(POOL_BYTES));
    }
}
