package io.tracemill.bench.stages;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileWriter;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.RowReader;
import io.tracemill.storage.rows.Rows;
import io.tracemill.streams.pass.PassedSpans;
import io.tracemill.streams.write.SpanTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Batches of spans become one Parquet file, written to nowhere. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ParquetBenchmark {
    private List<byte[]> batches = List.of();

    /** Runs the pass over a trace. */
    @Setup
    public void prepare() throws IOException, InterruptedException {
        batches = PassedSpans.of(
                        GeneratedInput.batches(GeneratedInput.trace()), FlatBatchReader.ofEvents(), new SpanTable())
                .batches();
    }

    /** Decoded, encoded by column, compressed. */
    @Benchmark
    public long write(Events counter) throws IOException {
        RowReader<SpanBatch, FlatSpan> reader = Datasets.SPANS.reader().get();
        RowFileWriter<SpanBatch, FlatSpan> file = RowFileWriter.to(OutputStream.nullOutputStream(), Datasets.SPANS);
        for (byte[] bytes : batches) {
            Rows<SpanBatch, FlatSpan> rows = reader.read(bytes).orElseThrow();
            counter.events += rows.size();
            file.write(rows);
        }
        return file.finish(
                new FileFooter(new OffsetRange("none", "tracemill.spans", 0, 0, batches.size()), "benchmark"));
    }
}
