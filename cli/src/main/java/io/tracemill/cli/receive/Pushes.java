package io.tracemill.cli.receive;

import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.cli.service.MetricsCounts.Ending;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics that are pushed to a door, from the request until they are published or refused. Thread-safe. */
final class Pushes {

    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);

    private static final int THREADS = 2;

    /** How long a client waits once its body is whole; most clients wait 10 or 30 seconds for an answer. */
    private static final int ANSWER_SECONDS = 8;

    private static final int RETRY_SECONDS = 5;
    private static final long COMPLAIN_NANOS = 10_000_000_000L;

    private final MetricsIngest ingest;
    private final MetricsCounts counts;
    private final long leastBytesPerSecond;
    private final BodyMemory memory;
    private final SeriesRoom seriesRoom = new SeriesRoom(Runtime.getRuntime().maxMemory());
    private final Map<String, Readings> readings = new ConcurrentHashMap<>();
    private final Set<Intake> intakes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong complained = new AtomicLong(System.nanoTime() - COMPLAIN_NANOS);
    private final Workers<Push> workers;

    /**
     * A body on its way.
     *
     * @param outcome completed once its readings cannot be lost; exceptionally if the client must be told otherwise
     */
    private record Push(
            MetricsForm form,
            Grant grant,
            Exchange exchange,
            MemoryBody body,
            BodyMemory.Share share,
            CompletableFuture<Readings.Taken> outcome) {}

    Pushes(MetricsIngest ingest, long leastBytesPerSecond) {
        this.ingest = ingest;
        this.counts = ingest.counts();
        this.leastBytesPerSecond = leastBytesPerSecond;
        this.memory = new BodyMemory(ingest.limits().memoryBytes());
        this.workers = new Workers<>("metrics", THREADS, THREADS, Publisher::new);
        counts.measures(underWay::get, memory::taken);
    }

    /** Begins to receive a body, if there is room for it. */
    void receive(Grant grant, Exchange exchange) throws Refusal {
        MetricsForm form = exchange.metricsForm();
        grant.checkMetrics();
        form.checkHeaders(exchange.request().getHeaders());
        BodyMemory.Share share = memory.take(grant.name(), exchange.request().getLength());
        underWay.incrementAndGet();
        MemoryBody body = new MemoryBody(share);
        Push push = new Push(form, grant, exchange, body, share, new CompletableFuture<>());
        Intake intake = new Intake(exchange, body, leastBytesPerSecond, new Receipt(push));
        intakes.add(intake);
        intake.begin();
    }

    /** Refuses metrics before their body is read. */
    void refuse(Refusal refusal, Exchange exchange) {
        MetricsForm form = exchange.metricsForm();
        count(form, refusal);
        exchange.answerEarly(form.refused(refusal));
    }

    private void count(MetricsForm form, Refusal refusal) {
        boolean isLater = form.refused(refusal).retryAfterSeconds() > 0;
        counts.ended(form.protocol(), isLater ? Ending.LATER : Ending.REFUSED);
    }

    /** Refuses clients that are too slow, and forgets tokens whose last body was long ago. */
    void checkRates() {
        intakes.forEach(Intake::checkRate);
        long now = System.nanoTime();
        readings.keySet().forEach(token -> forget(token, own -> own.isIdle(now)));
    }

    private void forget(String token, Predicate<Readings> which) {
        readings.computeIfPresent(token, (name, own) -> {
            if (which.test(own)) {
                own.close();
                return null;
            }
            return own;
        });
    }

    /** The readings of a token, made anew where it has other rights now. */
    private Readings readingsOf(Grant grant) {
        return readings.compute(grant.name(), (name, known) -> {
            Readings own = known;
            if (own == null || !own.isOf(grant)) {
                if (own != null) {
                    own.close();
                }
                own = new Readings(ingest, grant, seriesRoom);
            }
            own.use();
            return own;
        });
    }

    /** What a push does when its body is whole, or will never be. */
    private final class Receipt implements Intake.End {

        private final Push push;

        Receipt(Push push) {
            this.push = push;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // what follows answers
        public void whole(Intake intake) {
            intakes.remove(intake);
            counts.received(intake.received());
            push.exchange.request().addIdleTimeoutListener(timeout -> false); // the client waits for us
            push.outcome
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .whenCompleteAsync(
                            (totals, error) -> answer(push, totals, error),
                            push.exchange.request().getComponents().getExecutor());
            if (!workers.add(Place.ofMetrics(push.grant.name()), push)) {
                push.outcome.completeExceptionally(Workers.stopping());
            }
        }

        @Override
        public void broken(Intake intake, Refusal refusal) {
            intakes.remove(intake);
            push.share.close();
            underWay.decrementAndGet();
            Pushes.this.refuse(refusal, push.exchange);
        }
    }

    /** Publishes whole bodies. */
    private final class Publisher implements Workers.Worker<Push> {

        @Override
        public void work(Push push) {
            try {
                if (!push.outcome.isDone()) { // who has waited too long sends it again
                    publish(push);
                }
            } catch (MessageRefusedException e) {
                push.outcome.completeExceptionally(MetricsForm.refusal(e));
            } catch (RuntimeException | Error e) { // the thread goes on with the next one
                LOG.warn("metrics of token {} failed: {}", push.grant.name(), ErrorLine.of(e));
                forget(push.grant.name(), own -> true);
                push.outcome.completeExceptionally(
                        later("the door cannot read the metrics now; its log says why; send them again later"));
            } finally {
                push.share.close();
            }
        }

        @Override
        public void close() {}
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the outcome is what follows
    private void publish(Push push) throws MessageRefusedException {
        byte[] body = push.body.take();
        if (push.form.isPacked(push.exchange.request().getHeaders())) {
            body = Gunzip.of(body, MessageLimits.DEFAULT);
        }
        Readings own = readingsOf(push.grant);
        Readings.Taken taken = own.take(push.form, body, EpochTimes.of(Instant.now()));
        taken.safe().whenComplete((safe, error) -> {
            if (error != null) {
                forget(push.grant.name(), now -> now == own);
                push.outcome.completeExceptionally(error);
            } else {
                counts.add(taken.totals()); // its client may have been told otherwise meanwhile
                push.outcome.complete(taken);
            }
        });
    }

    private void answer(Push push, Readings.@Nullable Taken taken, @Nullable Throwable error) {
        if (error instanceof Refusal refusal) {
            refuse(push, refusal);
        } else if (taken == null) {
            complain(Objects.requireNonNull(error));
            refuse(push, later("the Kafka cluster does not take metrics now; send them again later"));
        } else {
            underWay.decrementAndGet();
            counts.ended(push.form.protocol(), Ending.PUBLISHED);
            push.exchange.answer(push.form.accepted(taken));
        }
    }

    /** Once in a while: in an outage, each request has the same. */
    private void complain(Throwable error) {
        long now = System.nanoTime();
        long before = complained.get();
        if (now - before > COMPLAIN_NANOS && complained.compareAndSet(before, now)) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            LOG.warn("the cluster does not take metrics: {}", ErrorLine.of(cause));
        }
    }

    private static Refusal later(String why) {
        return Refusal.forNow(HttpStatus.SERVICE_UNAVAILABLE_503, why, RETRY_SECONDS);
    }

    private void refuse(Push push, Refusal refusal) {
        underWay.decrementAndGet();
        count(push.form, refusal);
        push.exchange.answer(push.form.refused(refusal));
    }

    /** Number of requests under way. */
    int underWay() {
        return underWay.get();
    }

    /** Ends what is under way; who sent it gets no answer, and sends it again. */
    void close() {
        workers.close();
    }
}
