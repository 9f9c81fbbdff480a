package io.tracemill.cli.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestProgress;
import io.tracemill.ingest.publish.EncodedBatch;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.storage.Archive;
import io.tracemill.streams.pass.PassConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalPipelineTest {

    private static final String TRACE = """
            [{"ph":"X","cat":"cpu_op","name":"a","pid":1,"tid":1,"ts":5,"dur":9}]
            """;

    @TempDir
    Path dir;

    @Test
    @Timeout(120)
    void rowsThatTheArchiveCannotTakeAreSaid() throws Exception {
        AnalyzeRequest request = new AnalyzeRequest(
                List.of(dir),
                dir.resolve("out"),
                true,
                dir,
                IngestConfig.defaults(),
                TelemetrySettings.defaults(),
                PassConfig.defaults(),
                null);
        LocalPipeline pipeline = LocalPipeline.prepare(dir.resolve("temp"), request, new AnalyzedFiles(false, false));
        try (pipeline) {
            pipeline.start();
            String healthy = publish("healthy", "healthy", pipeline);
            String lost = publish("lost", "NULL", pipeline);

            Optional<String> missing =
                    pipeline.finish(pipeline.await(Set.of(healthy, lost), done -> {}), EarlierRanks.NONE);

            assertThat(missing.orElse(""))
                    .startsWith("records that could not be archived: ")
                    .contains("; the first: tracemill.")
                    .endsWith("run must be another word: readers of the archive take this one for an absent run,"
                            + " but was \"NULL\"");
            pipeline.closeArchive();
            assertThat(Archive.open(request.out()).finishedTraceIds()).containsExactly(healthy);
        }
    }

    /** Publishes a trace of one operator, whose batches say that they are of this run. */
    private String publish(String name, String run, LocalPipeline pipeline) throws Exception {
        Path file = Files.writeString(Files.createDirectories(dir.resolve(name)).resolve("t.json"), TRACE);
        try (IngestJob job = new IngestJob(
                IngestConfig.defaults(),
                () -> new OfRun(run, pipeline.publisher()),
                id -> false,
                IngestProgress.NONE)) {
            return ((IngestOutcome.Published) job.ingest(file)).report().traceId();
        }
    }

    private record OfRun(String run, TracePublisher to) implements TracePublisher {

        @Override
        public void publish(EncodedBatch batch) throws IngestException, InterruptedException {
            AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
            TraceEventBatch changed = serde.decode(batch.bytes());
            changed.setRun(run);
            to.publish(new EncodedBatch(batch.traceId(), run, batch.rank(), serde.encode(changed)));
        }

        @Override
        public void reject(DeadLetter letter) throws IngestException, InterruptedException {
            to.reject(letter);
        }

        @Override
        public void flush() throws IngestException, InterruptedException {
            to.flush();
        }

        @Override
        public void close() {
            to.close();
        }
    }
}
