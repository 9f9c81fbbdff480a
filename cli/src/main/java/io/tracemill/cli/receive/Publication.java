package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.service.IngestCounts;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestReport;
import io.tracemill.ingest.NoSpaceException;
import io.tracemill.ingest.TraceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns one body after the other into a published trace. Used by one thread. */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private static final int RETRY_SECONDS = 10;

    private final IngestJob job;
    private final KnownTraces known;
    private final IngestCounts counts;
    private final Accepted accepted;

    /** Is told of a body that is whole, before it is read as a trace. */
    @FunctionalInterface
    interface Accepted {
        /** The body is whole, and what it was said to be. */
        void accept(Transfer transfer) throws IOException;
    }

    Publication(IngestJob job, KnownTraces known, IngestCounts counts, Accepted accepted) {
        this.job = job;
        this.known = known;
        this.counts = counts;
        this.accepted = accepted;
    }

    /** What becomes of an upload. */
    Outcome of(Transfer transfer) throws InterruptedException {
        try {
            BodyCheck body = BodyCheck.of(transfer.body());
            String expected = transfer.upload().sha256();
            if (expected != null && !expected.equals(body.sha256())) {
                throw Refusal.malformed("the SHA-256 of the decompressed body is " + body.sha256()
                        + " but the address says " + expected + "; send the file that the address names");
            }
            accepted.accept(transfer);
            return ingest(body.isTar() ? unpacked(transfer) : transfer.body(), transfer);
        } catch (Refusal e) {
            counts.hasFailed();
            return Outcome.refused(e);
        } catch (KafkaException e) {
            return unreachable(e);
        } catch (IOException | RuntimeException | Error e) { // the thread goes on with the next one
            LOG.warn("an upload of run {} failed: {}", transfer.upload().run(), ErrorLine.of(e));
            return Outcome.refused(Refusal.forNow(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "the door cannot keep the body now; its log says why; send it again later",
                    RETRY_SECONDS));
        }
    }

    private Outcome ingest(Path trace, Transfer transfer) throws IOException, InterruptedException {
        try {
            IngestConfig.Origin origin = transfer.upload().origin().within(transfer.directory());
            return job.ingest(trace, origin).fold(new Answers());
        } catch (NoSpaceException e) {
            throw e; // the trace is as good as before
        } catch (IngestException e) {
            if (e.getCause() instanceof KafkaException cluster && !(cluster instanceof RecordTooLargeException)) {
                throw cluster;
            }
            Refusal refusal = new Refusal(
                    HttpStatus.UNPROCESSABLE_ENTITY_422,
                    ErrorLine.of(e)
                            .replace(transfer.body().toString(), "the body")
                            .replace(profile(transfer).toString(), "the profile"));
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static Outcome unreachable(KafkaException e) {
        LOG.warn("the cluster does not take a trace: {}", ErrorLine.of(e));
        return Outcome.refused(Refusal.forNow(
                HttpStatus.SERVICE_UNAVAILABLE_503,
                "the Kafka cluster does not take traces now; send it again later",
                RETRY_SECONDS));
    }

    private static Path profile(Transfer transfer) {
        return transfer.directory().resolve("profile");
    }

    /** The one trace in a bundle. */
    private static Path unpacked(Transfer transfer) throws IOException, InterruptedException {
        Path profile = profile(transfer);
        TarStream.unpack(transfer.body(), profile, transfer.share());
        Files.delete(transfer.body());
        List<String> unreadable = new ArrayList<>();
        List<Path> traces = TraceFiles.below(profile, unreadable::add);
        if (traces.size() != 1) {
            throw new Refusal(
                    HttpStatus.UNPROCESSABLE_ENTITY_422,
                    "the tar stream must hold the profile of one rank, with one trace, but holds " + traces.size()
                            + " traces; send each profile by itself");
        }
        return traces.get(0);
    }

    /** What a client is told of the outcome of an ingest. */
    private final class Answers implements IngestOutcome.Cases<Outcome> {

        @Override
        public Outcome published(IngestReport report) {
            counts.add(report);
            known.add(report.traceId());
            report.warnings().forEach(warning -> LOG.info("run {}: {}", report.run(), warning));
            long rejected = report.totals().getRejected().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return Outcome.published(report.traceId(), report.totals().getPublished(), rejected);
        }

        @Override
        public Outcome alreadyFinished(IngestOutcome.AlreadyFinished trace) {
            counts.wasFinished();
            return Outcome.finished(trace.traceId());
        }

        @Override
        public Outcome cutOff(IngestOutcome.CutOff file) {
            return Outcome.refused(new Refusal(
                    HttpStatus.UNPROCESSABLE_ENTITY_422,
                    "the trace ends at byte " + file.bytes() + " without its closing bracket; send it once it is"
                            + " complete"));
        }
    }
}
