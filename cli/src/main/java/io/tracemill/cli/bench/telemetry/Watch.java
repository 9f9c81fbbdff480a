package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at the pipeline five times a second, and keeps what it saw of each minute. For one thread. */
final class Watch {

    private static final long LOOK_MILLIS = 200;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Flow flow;
    private final Lags lags;
    private final Consumer<String> progress;
    private final OwnUse use = new OwnUse();
    private final List<Minute> minutes = new ArrayList<>();
    private final Map<Part, Long> first;
    private Map<Part, Long> cpu;
    private long begin = System.nanoTime();
    private long readings;
    private long behind;
    private long heap = Long.MAX_VALUE;

    Watch(Flow flow, Lags lags, Consumer<String> progress) {
        this.flow = flow;
        this.lags = lags;
        this.progress = progress;
        this.cpu = use.cpu();
        this.first = cpu;
    }

    /**
     * Watches until the end. Returns the minutes; a last part of one is left out if it is less than half. The lag of
     * the fleet topology is noted from the second minute on, if there is one.
     */
    List<Minute> until(CountDownLatch end, boolean severalMinutes) throws InterruptedException {
        boolean ended = false;
        while (!ended) {
            ended = end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            long published = flow.tally().readings();
            if (!ended && (!severalMinutes || !minutes.isEmpty())) {
                lags.behind(Math.max(0, published - flow.fleet().counts().readings()));
            }
            behind = Math.max(behind, flow.tally().batches() - flow.archived().records(Topic.FLEET_TELEMETRY));
            Runtime runtime = Runtime.getRuntime();
            heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
            long now = System.nanoTime();
            if (now - begin >= MINUTE_NANOS || (ended && (minutes.isEmpty() || now - begin >= MINUTE_NANOS / 2))) {
                keep(now);
            }
        }
        return List.copyOf(minutes);
    }

    private void keep(long now) {
        Map<Part, Long> before = cpu;
        cpu = use.cpu();
        long published = flow.tally().readings();
        minutes.add(new Minute(
                now - begin,
                published - readings,
                flow.archived().records(Topic.FLEET_TELEMETRY),
                behind,
                flow.feed().takeLatestNanos(),
                Minute.difference(before, cpu),
                heap,
                use.residentBytes(),
                flow.logs().bytes(Topic.FLEET_TELEMETRY.suffix())));
        progress.accept(minutes.size() + " min: " + Figures.count(published) + " readings");
        begin = now;
        readings = published;
        behind = 0;
        heap = Long.MAX_VALUE;
    }

    /** CPU time since this began to watch. */
    Map<Part, Long> wholeCpu() {
        return Minute.difference(first, use.cpu());
    }
}
