package io.tracemill.ingest;

import io.tracemill.ingest.parse.ParsePool;
import io.tracemill.ingest.parse.ParseRules;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.split.Slice;
import io.tracemill.ingest.split.SplitEnd;
import io.tracemill.ingest.split.SplitEnd.Ending;
import io.tracemill.ingest.split.SplitSink;
import io.tracemill.ingest.split.Splitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One pass over a file: split in this thread, parsed in others, gathered in {@link TraceContents}. */
final class TraceReading {

    private final Path file;
    private final IngestConfig config;
    private final IngestProgress progress;

    /**
     * End of a file that was read.
     *
     * @param hash SHA-256 of the decompressed bytes
     * @param bytes number of decompressed bytes
     * @param ending completeness of the file
     * @param documents number of JSON documents in it
     * @param bytesLost number of bytes that are no part of a whole event, of whole metadata or of a document with a
     * beginning
     * @param warnings faults of the file as a whole, one line each
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record End(byte[] hash, long bytes, Ending ending, int documents, long bytesLost, List<String> warnings) {}

    TraceReading(Path file, IngestConfig config, IngestProgress progress) {
        this.file = file;
        this.config = config;
        this.progress = progress;
    }

    /** Reads the whole file into {@code contents}, in the form that they were made for. */
    End read(TraceContents contents) throws IngestException, InterruptedException {
        ParseRules rules = new ParseRules(
                contents.form, config.rules().communication(), config.rules().dropCategories(), contents.readsFlows);
        ParsePool.ResultSink gather = result -> {
            synchronized (contents) {
                contents.add(result);
                progress.read(result.compressedBytesRead(), contents.read());
            }
        };
        try (TraceSource source = TraceSource.open(file);
                ParsePool pool = new ParsePool(
                        rules,
                        contents.strings,
                        config.limits().threads(),
                        config.limits().sliceBytes(),
                        gather)) {
            SplitEnd end = new Splitter(source, new Sink(pool, contents)).split();
            pool.finish();
            return end(source, end, contents);
        }
    }

    private End end(TraceSource source, SplitEnd end, TraceContents contents) throws IngestException {
        List<String> warnings = new ArrayList<>();
        String damage = source.damage();
        Ending ending = damage == null ? end.ending() : end.ending().withBytesMissing();
        if (config.rules().wholeOnly() && ending.isCut()) {
            return new End(source.hash(), end.bytes(), ending, end.documents(), end.bytesLost(), List.of());
        }
        if (damage != null) {
            warnings.add(damage);
        }
        switch (ending) {
            case CUT_BEFORE_EVENTS -> throw new IngestException(damage != null ? damage : withoutEvents(end.bytes()));
            case WHOLE_WITHOUT_EVENTS -> throw new NoTraceException(withoutEvents(end.bytes()));
            case CUT_IN_EVENTS -> {
                checkEvents(contents, end);
                warnings.add(file + ": byte " + end.bytes()
                        + ": the file ends inside its event array, expected ']'; everything before was read");
            }
            case CUT_BEHIND_EVENTS, WHOLE -> checkEvents(contents, end);
        }
        return new End(source.hash(), end.bytes(), ending, end.documents(), end.bytesLost(), warnings);
    }

    private String withoutEvents(long bytes) {
        return file + ": byte " + bytes
                + ": the file ends without events, expected \"traceEvents\": [...] or a bare array";
    }

    /** An array without a single event is no trace, unless the file says that it is one. */
    private void checkEvents(TraceContents contents, SplitEnd end) throws IngestException {
        if (contents.hasEvents()) {
            return;
        }
        Map<String, Long> rejected = new TreeMap<>(contents.rejects.rejected());
        rejected.putAll(contents.rejects.implausible());
        String message = file + ": byte " + end.bytes() + ": the file ends without a single event: "
                + contents.read() + " members read, "
                + (rejected.isEmpty() ? "" : "rejected " + rejected + ", ")
                + "expected a trace";
        throw end.named() || end.ending().isCut() ? new IngestException(message) : new NoTraceException(message);
    }

    /** Hands slices to the parsers, and everything else to the contents. */
    private record Sink(ParsePool pool, TraceContents contents) implements SplitSink {

        @Override
        public void slice(Slice slice) throws IngestException, InterruptedException {
            pool.submit(slice);
        }

        @Override
        public boolean wants(String key) {
            return contents.metadata.wants(key);
        }

        @Override
        public boolean metadata(String key, byte[] json) {
            return contents.metadata.put(key, json);
        }

        @Override
        public void reject(Reject reject) throws IngestException {
            contents.reject(reject);
        }

        @Override
        public byte[] buffer() {
            return pool.buffer();
        }
    }
}
