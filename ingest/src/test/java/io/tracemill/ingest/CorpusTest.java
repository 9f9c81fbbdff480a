package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class CorpusTest {

    static List<Path> files() throws IOException {
        Path corpus = Path.of(System.getenv("TRACEMILL_CORPUS"));
        try (Stream<Path> kineto = Files.list(corpus.resolve("kineto"));
                Stream<Path> chrome = Files.list(corpus.resolve("chrome"))) {
            return Stream.concat(kineto.sorted(), chrome.sorted()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyEventOfARealTraceIsAccountedForAndNoneRejected(Path file) throws Exception {
        Ingested trace = Ingested.of(file, IngestConfig.defaults());

        assertThat(trace.rejected()).allMatch(rejected -> rejected.startsWith("end-without-begin"));
        assertThat(trace.report().warnings()).isEmpty();
        assertThat(file.toString()).contains("/" + trace.report().dialect() + "/");
        assertThat(trace.totals().getPublished())
                .isEqualTo(trace.batches().stream()
                        .mapToLong(batch -> batch.getEvents().size())
                        .sum());
        checkOrder(trace.batches());
        checkLaunches(trace.batches());
    }

    @ParameterizedTest
    @MethodSource("files")
    void diskAndManyThreadsChangeNothing(Path file) throws Exception {
        IngestConfig memory = Ingested.config();
        IngestConfig disk = memory.withLimits(
                limits -> limits.withThreads(4).withSliceBytes(10_000).withSortMemoryBytes(1 << 20));

        assertThat(Ingested.of(file, disk).batches())
                .isEqualTo(Ingested.of(file, memory).batches());
    }

    private static void checkOrder(List<TraceEventBatch> batches) {
        long last = Long.MIN_VALUE;
        int sequence = 0;
        for (TraceEventBatch batch : batches) {
            assertThat(batch.getSequence()).isEqualTo(sequence++);
            assertThat(batch.getLast()).isEqualTo(sequence == batches.size());
            for (TraceEvent event : batch.getEvents()) {
                assertThat(event.getStartNs()).isGreaterThanOrEqualTo(last);
                last = event.getStartNs();
            }
            assertThat(batch.getWatermarkNs()).isGreaterThanOrEqualTo(last);
        }
    }

    private static void checkLaunches(List<TraceEventBatch> batches) {
        long owned = 0;
        long launched = 0;
        for (TraceEventBatch batch : batches) {
            for (TraceEvent event : batch.getEvents()) {
                owned += event.getKind() == EventKind.LAUNCH ? event.getLaunchedEvents() : 0;
                launched += Boolean.TRUE.equals(event.getLaunchInTrace()) ? 1 : 0;
            }
        }
        assertThat(launched).isEqualTo(owned);
    }
}
