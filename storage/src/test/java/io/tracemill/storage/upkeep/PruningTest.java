package io.tracemill.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.storage.DuckDb;
import io.tracemill.storage.ExpectedRows;
import io.tracemill.storage.publish.ArchivePlace;
import io.tracemill.storage.publish.Publisher;
import io.tracemill.storage.publish.RollLimits;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tests how much of an archive of many traces a query for one of them reads, by DuckDB's own profile. */
class PruningTest {

    private static final Logger LOG = LoggerFactory.getLogger(PruningTest.class);
    private static final int TRACES = 20;
    private static final int BATCHES = 50;
    private static final int GROUP = 2048;
    private static final int BATCH = 200;
    private static final long MIDNIGHT_NS = 1_772_323_200_000_000_000L;
    private static final TopicPartition PARTITION = new TopicPartition("tracemill.spans", 0);

    @TempDir
    private Path directory;

    @Test
    void aQuestionAboutOneTraceOrOneTimeReadsASmallShareOfTheRowGroups() throws Exception {
        Path out = directory.resolve("out");
        interleaved(out);
        String trace = "trace_id = 'trace012'";
        long from = start(12, 0);
        String time = "start_ns between " + from + " and " + (from + 1_000_000_000L);
        Share before = share(out, trace);

        Clock later = Clock.fixed(Instant.parse("2200-01-01T00:00:00Z"), ZoneOffset.UTC);
        Compaction.run(new CompactRequest(out, Duration.ZERO, 1L << 30, GROUP, false, directory), later, where -> {});

        Share ofTrace = share(out, trace);
        Share ofTime = share(out, time);
        LOG.info(
                "row groups read for one trace: {} before compaction, {} after; for one second: {}",
                before,
                ofTrace,
                ofTime);
        assertThat(before.read).isEqualTo(before.all);
        assertThat(ofTrace.all).isEqualTo(TRACES * BATCHES * BATCH / GROUP + 1);
        assertThat(ofTime.all).isEqualTo(ofTrace.all);
        assertThat(ofTrace.read).isBetween(1L, ofTrace.all * 8 / 100);
        assertThat(ofTime.read).isBetween(1L, ofTime.all * 15 / 100);
    }

    /** The number of row groups that a query reads, of all there are. */
    private record Share(long read, long all) {
        @Override
        public String toString() {
            return read + " of " + all;
        }
    }

    private static Share share(Path out, String condition) throws SQLException {
        String profile = DuckDb.query(
                        "explain (analyze, format json) select count(*), sum(duration_ns), max(name) from '" + out
                                + "/spans/**/*.parquet' where " + condition)
                .get(0);
        return new Share(number(profile, "total_row_groups_scanned"), number(profile, "total_row_groups_to_scan"));
    }

    private static long number(String profile, String key) {
        Matcher value = Pattern.compile("\"" + key + "\": (\\d+)").matcher(profile);
        assertThat(value.find()).as(profile).isTrue();
        return Long.parseLong(value.group(1));
    }

    /** Traces that arrive at the same time, a batch of each in turn; their profiles are an hour apart. */
    private static void interleaved(Path out) throws IOException {
        RollLimits limits = new RollLimits(20_000, 1 << 28, Duration.ofHours(1), 64, 1 << 28);
        try (Publisher publisher = new Publisher(new ArchivePlace(out, "cluster", "writer"), limits)) {
            publisher.begin(PARTITION);
            for (int i = 0; i < TRACES * BATCHES; i++) {
                SpanBatch batch = batch(i % TRACES, i / TRACES);
                publisher.add(
                        PARTITION,
                        Datasets.SPANS,
                        ExpectedRows.read(Datasets.SPANS, batch).orElseThrow(),
                        i,
                        0);
            }
            publisher.publish(List.of(PARTITION));
        }
    }

    /**
     * The start of a batch. Ids say nothing about time, so a row group in which one trace ends and the next begins may
     * span much of the day; every other one spans a part of one trace.
     */
    private static long start(int trace, int batch) {
        return MIDNIGHT_NS + trace * 7 % TRACES * 3_600_000_000_000L + batch * 50_000_000L;
    }

    private static SpanBatch batch(int trace, int sequence) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            TraceEvent event = TraceEvent.newBuilder()
                    .setKind(EventKind.KERNEL)
                    .setName(i % 4)
                    .setStartNs(start(trace, sequence) + i * 200_000L)
                    .setDurationNs(1000L + i)
                    .setDevice(4)
                    .build();
            spans.add(Span.newBuilder().setEvent(event).build());
        }
        return SpanBatch.newBuilder()
                .setTraceId(String.format("trace%03d", trace))
                .setRun("run")
                .setDate("2026-03-01")
                .setNode("n")
                .setRank(trace)
                .setSequence(sequence)
                .setStrings(List.of("gemm", "softmax", "norm", "copy", "0"))
                .setSpans(spans)
                .build();
    }
}
