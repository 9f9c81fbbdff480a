package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.service.ReceiveCounts;
import io.tracemill.cli.service.ReceiveCounts.Ending;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.ingest.IngestJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The uploads of a door, from the request until they are published or refused. Thread-safe. */
final class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private static final int ASK_AGAIN_SECONDS = 2;

    private final Path spool;
    private final Room room;
    private final long leastBytesPerSecond;
    private final ReceiveCounts counts;
    private final Transfers transfers = new Transfers();
    private final Set<Intake> intakes = ConcurrentHashMap.newKeySet();
    private final Workers<Transfer> workers;

    Uploads(Path spool, ReceiveLimits limits, TraceIngest ingest, KnownTraces known) {
        this.spool = spool;
        this.room = new Room(spool, limits);
        this.leastBytesPerSecond = limits.leastBytesPerSecond();
        this.counts = ingest.uploads();
        counts.measures(transfers::underWay, room::taken);
        this.workers =
                new Workers<>("publish", limits.workers(), limits.ofLarge().workers(), () -> {
                    IngestJob job = Jobs.of(ingest, known, limits.workers(), spool);
                    return new Publisher(job, new Publication(job, known, ingest.traces(), this::accept));
                });
    }

    /** Publishes whole bodies. */
    private final class Publisher implements Workers.Worker<Transfer> {

        private final IngestJob job;
        private final Publication publication;

        Publisher(IngestJob job, Publication publication) {
            this.job = job;
            this.publication = publication;
        }

        @Override
        public void work(Transfer transfer) throws InterruptedException {
            Outcome outcome = Outcome.refused(Workers.stopping());
            try {
                outcome = publication.of(transfer);
            } finally {
                end(transfer, outcome);
            }
        }

        @Override
        public void close() {
            job.close();
        }
    }

    /** Answers if the trace is known at this door already; else false. */
    boolean answerSame(Upload upload, Exchange exchange) {
        Optional<Transfers.Known> same = transfers.same(upload);
        same.ifPresent(known -> answer(known, exchange));
        return same.isPresent();
    }

    private void answer(Transfers.Known same, Exchange exchange) {
        Outcome outcome = same.outcome();
        if (outcome == null) {
            counts.ended(Ending.UNDER_WAY);
            exchange.locate(same.id());
            exchange.answerEarly(Outcome.refused(new Refusal(
                    HttpStatus.CONFLICT_409,
                    "the same trace is under way at this door; ask " + Door.UPLOADS + same.id()
                            + " what became of it")));
        } else {
            counts.ended(Ending.KNOWN);
            exchange.answerEarly(outcome);
        }
    }

    /** Answers that a trace has been finished before. */
    void answerFinished(String traceId, Exchange exchange) {
        counts.ended(Ending.KNOWN);
        exchange.answerEarly(Outcome.finished(traceId));
    }

    /** Refuses an upload before its body is read. */
    void refuse(Refusal refusal, Exchange exchange) {
        counts.ended(refusal.retryAfterSeconds() > 0 ? Ending.LATER : Ending.REFUSED);
        exchange.refuseEarly(refusal);
    }

    /** Begins to receive a body, if there is room for it. */
    void receive(Upload upload, Grant grant, Exchange exchange) {
        try {
            String id = transfers.nextId();
            Room.Share share = room.take(grant.name(), exchange.request().getLength());
            Transfer transfer = new Transfer(id, upload, grant.name(), spool.resolve(id), share);
            Optional<Transfers.Known> same = transfers.begin(transfer);
            if (same.isPresent()) {
                share.close();
                answer(same.get(), exchange);
                return;
            }
            receive(transfer, exchange);
        } catch (Refusal e) {
            refuse(e, exchange);
        }
    }

    private void receive(Transfer transfer, Exchange exchange) {
        try {
            Files.createDirectory(transfer.directory());
            Intake intake = new Intake(exchange, FileBody.of(transfer), leastBytesPerSecond, new Receipt(transfer));
            intakes.add(intake);
            intake.begin();
        } catch (IOException e) {
            LOG.warn("the spool cannot be written: {}", ErrorLine.of(e));
            Outcome outcome = Outcome.refused(Refusal.forNow(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "the door cannot write to its disk now; send it again later",
                    10));
            end(transfer, outcome);
            exchange.answerEarly(outcome);
        }
    }

    /** Refuses clients that are too slow. */
    void checkRates() {
        intakes.forEach(Intake::checkRate);
    }

    /** What a transfer does when its body is whole, or will never be. */
    private final class Receipt implements Intake.End {

        private final Transfer transfer;

        Receipt(Transfer transfer) {
            this.transfer = transfer;
        }

        @Override
        public void whole(Intake intake) {
            intakes.remove(intake);
            counts.received(intake.received());
            publish(transfer, intake);
        }

        @Override
        public void broken(Intake intake, Refusal refusal) {
            intakes.remove(intake);
            Outcome outcome = Outcome.refused(refusal);
            end(transfer, outcome);
            intake.exchange().answerEarly(outcome);
        }
    }

    private void publish(Transfer transfer, Intake intake) {
        Exchange exchange = intake.exchange();
        exchange.request().addIdleTimeoutListener(timeout -> false); // the client waits for us
        transfer.waits(outcome -> {
            if (outcome.status() == HttpStatus.ACCEPTED_202) {
                exchange.locate(transfer.id());
            }
            exchange.answer(outcome);
        });
        boolean isLarge = intake.received() >= ReceiveLimits.LARGE_BYTES;
        if (!workers.add(new Place(transfer.token(), transfer.upload().run(), isLarge), transfer)) {
            end(transfer, Outcome.refused(Workers.stopping()));
        }
    }

    /** Tells the client of a large body that it is whole, and does not keep it waiting. */
    private void accept(Transfer transfer) throws IOException {
        if (transfer.upload().sha256() != null && Files.size(transfer.body()) >= ReceiveLimits.LARGE_BYTES) {
            transfer.answer(new Outcome(
                    HttpStatus.ACCEPTED_202, "{\"location\":\"" + Door.UPLOADS + transfer.id() + "\"}\n", 0, true));
        }
    }

    private void end(Transfer transfer, Outcome outcome) {
        transfers.end(transfer, outcome);
        delete(transfer.directory());
        transfer.share().close();
        if (outcome.isDone()) {
            counts.ended(Ending.PUBLISHED);
        } else {
            counts.ended(outcome.retryAfterSeconds() > 0 ? Ending.LATER : Ending.REFUSED);
        }
        transfer.answer(outcome);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} could not be deleted: {}", directory, ErrorLine.of(e));
        }
    }

    /** What is known of an upload, for who may send such. */
    Outcome outcome(String id, Grant grant) throws Refusal {
        Optional<Transfers.Known> known = transfers.get(id);
        if (known.isEmpty()) {
            throw Refusal.missing("this door does not know the upload; send the trace again");
        }
        Upload upload = known.get().upload();
        grant.check(upload.run(), upload.origin().node());
        Outcome outcome = known.get().outcome();
        return outcome != null
                ? outcome
                : new Outcome(HttpStatus.ACCEPTED_202, "{\"state\":\"under way\"}\n", ASK_AGAIN_SECONDS, false);
    }

    /** Number of uploads under way. */
    int underWay() {
        return transfers.underWay();
    }

    /** Ends what is under way; who sent it is told to send it again, or finds it unknown. */
    void close() {
        workers.close();
    }
}
