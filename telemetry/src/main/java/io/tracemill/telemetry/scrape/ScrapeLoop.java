package io.tracemill.telemetry.scrape;

import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.text.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads each target once per interval. Targets are spread over the interval, each always at the same place in it. At
 * most {@value #IN_FLIGHT} answers are awaited at a time. For one thread, which reads the answers.
 */
public final class ScrapeLoop {

    private static final int IN_FLIGHT = 16;
    private static final RawSeries UP = RawSeries.of("up", Map.of(), SampleKind.GAUGE);
    private static final RawSeries DURATION = RawSeries.of("scrape_duration_seconds", Map.of(), SampleKind.GAUGE);

    private record Arrived(TargetState state, long wallNanos, long tookNanos, Answer answer) {}

    private final ScrapeConfig config;
    private final Fetch fetch;
    private final SeriesResolver resolver;
    private final TelemetryBatches batches;
    private final ScrapeCounts counts;
    private final Consumer<String> log;
    private final Clock clock = Clock.systemUTC();
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final Map<ScrapeTarget, TargetState> states = new HashMap<>();
    private int inFlight;

    /**
     * A loop without targets.
     *
     * @param batches where readings go; made over the same resolver
     * @param log receives a line where a target fails that did not before, and where it answers again
     */
    public ScrapeLoop(
            ScrapeConfig config,
            SeriesResolver resolver,
            TelemetryBatches batches,
            ScrapeCounts counts,
            Consumer<String> log) {
        this.config = config;
        this.fetch = new Fetch(config);
        this.resolver = resolver;
        this.batches = batches;
        this.counts = counts;
        this.log = log;
    }

    /** From now on these targets are read. What is known of those that stay is kept. */
    public void targets(Set<ScrapeTarget> targets) {
        states.keySet().retainAll(targets);
        long now = System.nanoTime();
        for (ScrapeTarget target : targets) {
            states.computeIfAbsent(
                    target,
                    added -> new TargetState(added, resolver.of(added.source(config.machine())), now + offset(added)));
        }
        count();
    }

    /** Its place in the interval. */
    private long offset(ScrapeTarget target) {
        return Math.floorMod(
                target.url().toString().hashCode() * 0x9E37_79B9_7F4A_7C15L,
                config.interval().toNanos());
    }

    /** Asks the targets that are due and reads what has arrived, for about so long. */
    public void run(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            long next = Math.min(end, ask(now));
            Arrived one = arrived.poll(Math.max(1, (next - now) / 1_000), TimeUnit.MICROSECONDS);
            if (one != null) {
                inFlight--;
                one.state().asked = false;
                read(one);
            }
        }
    }

    /** Asks what is due; returns when the next target will be. */
    private long ask(long now) {
        long next = Long.MAX_VALUE;
        for (TargetState state : states.values()) {
            if (state.dueNanos <= now && !state.asked && inFlight < IN_FLIGHT) {
                ask(state);
                long interval = config.interval().toNanos();
                state.dueNanos += interval * (1 + (now - state.dueNanos) / interval);
            }
            if (state.dueNanos > now) {
                next = Math.min(next, state.dueNanos);
            }
        }
        return next;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it never fails, and its answer goes to the queue
    private void ask(TargetState state) {
        Instant wall = clock.instant();
        long wallNanos = TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano();
        long begin = System.nanoTime();
        state.asked = true;
        inFlight++;
        fetch.ask(state.target)
                .thenAccept(answer -> arrived.add(new Arrived(state, wallNanos, System.nanoTime() - begin, answer)));
    }

    private void read(Arrived one) {
        TargetState state = one.state();
        SampleSink sink = batches.sink(state.series, one.wallNanos());
        Answer answer = one.answer();
        if (answer instanceof Answer.Text text && !isWhole(text, state, sink)) {
            answer = new Answer.None(ScrapeFailure.CUT_OFF, "its answer does not end with # EOF");
        }
        boolean up = answer instanceof Answer.Text;
        sink.sample(UP, SampleSink.NO_TIME, up ? 1 : 0);
        sink.sample(DURATION, SampleSink.NO_TIME, one.tookNanos() / 1e9);
        batches.flush();
        say(state, answer);
        state.up = up;
        if (answer instanceof Answer.None none) {
            counts.add(none.failure(), batches.totals());
        } else {
            counts.add(batches.totals());
        }
        count();
    }

    private static boolean isWhole(Answer.Text text, TargetState state, SampleSink sink) {
        try {
            boolean ended = state.reader(text.format()).read(text.body(), sink);
            return ended || text.format() == TextFormat.PROMETHEUS;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // bytes in memory are always read
        }
    }

    private void say(TargetState state, Answer answer) {
        if (answer instanceof Answer.None none && state.up) {
            log.accept(state.target.url() + ": " + none.detail());
        } else if (answer instanceof Answer.Text && !state.up) {
            log.accept(state.target.url() + ": answers again");
        }
    }

    private void count() {
        int up = (int) states.values().stream().filter(state -> state.up).count();
        counts.targets(states.size(), up);
    }
}
