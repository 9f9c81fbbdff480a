package io.tracemill.bench.stages;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestProgress;
import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.parse.ParseRules;
import io.tracemill.ingest.parse.TraceForm;
import io.tracemill.ingest.publish.EncodedBatch;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.split.Slice;
import io.tracemill.ingest.split.SplitSink;
import io.tracemill.ingest.split.Splitter;
import io.tracemill.schemas.DeadLetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A trace of 20 MB, and what each stage makes of it. */
public final class GeneratedInput {
    private static final GeneratorConfig CONFIG = GeneratorConfig.of(20_000_000, 1);
    private static final int SLICE_BYTES = 256 << 10;

    private GeneratedInput() {}

    /** The file; it goes with the process. */
    public static Path trace() throws IOException {
        Path file = Files.createTempFile("tracemill-", ".json");
        file.toFile().deleteOnExit();
        new TraceGenerator(CONFIG).write(file, GeneratorProgress.NONE);
        return file;
    }

    /** Rules by which it is parsed. */
    public static ParseRules rules() {
        return new ParseRules(
                TraceForm.of(Dialects.of(Set.of("schemaVersion"), Set.of())),
                CommunicationNames.KNOWN,
                Set.of(),
                false);
    }

    /** The slices of a file. */
    public static List<Slice> slices(Path file) throws IOException, InterruptedException {
        List<Slice> slices = new ArrayList<>();
        try (TraceSource source = TraceSource.open(file)) {
            new Splitter(source, new Slices(slices)).split();
        }
        return slices;
    }

    /** The batches of a file. */
    public static List<byte[]> batches(Path file) throws IOException, InterruptedException {
        List<byte[]> batches = new ArrayList<>();
        try (IngestJob job =
                new IngestJob(IngestConfig.defaults(), () -> new Batches(batches), id -> false, IngestProgress.NONE)) {
            job.ingest(file);
        }
        return batches;
    }

    /** Keeps the slices; each has a buffer of its own. */
    record Slices(List<Slice> slices) implements SplitSink {

        @Override
        public void slice(Slice slice) {
            slices.add(slice);
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
            return new byte[SLICE_BYTES];
        }
    }

    /** Keeps the batches. */
    record Batches(List<byte[]> batches) implements TracePublisher {

        @Override
        public void publish(EncodedBatch batch) {
            batches.add(batch.bytes());
        }

        @Override
        public void reject(DeadLetter letter) {
            throw new IllegalStateException("what is generated is whole, but: " + letter);
        }

        @Override
        public void flush() {
            // Everything is where it belongs.
        }

        @Override
        public void close() {
            // The list remains.
        }
    }
}
