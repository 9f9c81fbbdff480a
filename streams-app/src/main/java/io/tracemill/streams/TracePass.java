package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.classify.Verdicts;
import io.tracemill.streams.filter.EventFilter;
import io.tracemill.streams.filter.SpanFilter;
import io.tracemill.streams.join.LaunchJoin;
import io.tracemill.streams.nest.Lane;
import io.tracemill.streams.nest.Lanes;
import io.tracemill.streams.rollup.Analyses;
import io.tracemill.streams.rollup.Analysis;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.state.PassPartial;
import io.tracemill.streams.step.Steps;
import io.tracemill.streams.trace.BatchStrings;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Named;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pass over one trace: runs its batches, in order, through filter, nesting, join and analyses. Batches in; batches of
 * spans out, and rows at the end. Where it stands can be saved after any batch and taken up by another instance.
 */
final class TracePass {

    private final PassConfig config;
    private final Symbols symbols;
    private final EventFilter eventFilter;
    private final SpanFilter spanFilter;
    private final Steps steps = new Steps();
    private final Lanes lanes = new Lanes(this::complete);
    private final LaunchJoin join = new LaunchJoin(this::complete);
    private final InFlight inFlight = new InFlight(lanes, join, steps, AvroSerde.of(SpanBatch.class));
    private final List<Analysis> analyses;
    private final SpanBatches written;
    private final SymbolMarks marks;
    private long foldedNames;

    TracePass(PassConfig config) {
        this.config = config;
        this.symbols = Symbols.withNames(config.maxNames());
        this.eventFilter = new EventFilter(config.dropCategories());
        this.spanFilter = new SpanFilter(config.minDurationNanos(), config.categories());
        this.analyses = Analyses.of(symbols);
        this.written = new SpanBatches(config.spanBatchBytes());
        this.marks = new SymbolMarks(symbols);
    }

    /** Takes the next batch; returns the spans that became complete. */
    List<SpanBatch> accept(TraceEventBatch batch, TraceInfo trace) {
        BatchStrings strings = new BatchStrings(batch.getStrings(), symbols);
        for (TraceEvent event : batch.getEvents()) {
            if (eventFilter.isOpen() || !drops(event, strings)) {
                pass(new TraceSpan(event, strings));
            }
        }
        lanes.closeUntil(batch.getWatermarkNs());
        return written.take(trace);
    }

    /** Ends what is still open or waiting; returns the last spans. */
    List<SpanBatch> finish(TraceInfo trace) {
        lanes.closeUntil(Long.MAX_VALUE);
        join.finish();
        return written.take(trace);
    }

    /** The rows, after {@link #finish}; completes the counts of the trace they are of. */
    TraceRows rows(TraceInfo trace) {
        TraceRows rows = new TraceRows(trace);
        for (Analysis analysis : analyses) {
            analysis.takePartial();
            analysis.report(rows);
        }
        new Verdicts(config.thresholds()).report(rows);
        return rows;
    }

    /** The join must know what it need not wait for. */
    private boolean drops(TraceEvent event, BatchStrings strings) {
        if (!eventFilter.drops(strings.get(event.getCategory()))) {
            return false;
        }
        @Nullable Long correlationId = event.getCorrelationId();
        @Nullable Integer deviceEvents = event.getDeviceEvents();
        if (correlationId != null && deviceEvents != null) {
            Launch.Timing timing = Launch.Timing.of(event, strings.get(event.getName()));
            join.launch(Launch.dropped(timing, deviceEvents));
        } else if (correlationId != null && Boolean.TRUE.equals(event.getLaunchInTrace())) {
            join.dropped(correlationId);
        }
        return true;
    }

    private void pass(TraceSpan span) {
        if (span.name() == symbols.names().overflowId()) {
            foldedNames++;
        }
        if (span.isOnHost()) {
            nest(span);
        } else if (span.isDeviceEvent() || span.kind() == EventKind.SYNC) {
            join.device(span);
        } else {
            complete(span);
        }
    }

    private void nest(TraceSpan span) {
        Lane lane = lanes.at(span);
        steps.see(span);
        if (span.kind() == EventKind.LAUNCH || span.kind() == EventKind.RUNTIME) {
            span.ownedBy(lane.owner());
        }
        if (span.isLaunch()) {
            join.launch(launch(span, lane));
        }
        if (span.kind() == EventKind.SYNC) {
            join.device(span);
        } else if (!span.nests() || !lane.enter(span)) {
            complete(span);
        }
    }

    /** An operator that is its own launch owns its device events; any other launch leaves them to what it stands in. */
    private static Launch launch(TraceSpan span, Lane lane) {
        boolean itself = span.nests();
        @Nullable TraceSpan owner = itself ? span : lane.owner();
        @Nullable Named device = owner == null ? null : device(owner);
        Launch.Context context = new Launch.Context(
                span.step(),
                owner,
                owner == null ? 0 : owner.operatorKey(),
                lane.openKeys(itself ? span : null),
                device == null ? device(span) : device);
        return new Launch(
                Launch.Timing.of(span.event(), span.text()),
                context,
                span.event().getDeviceEvents());
    }

    private static @Nullable Named device(TraceSpan span) {
        @Nullable Integer device = span.event().getDevice();
        return device == null ? null : new Named.Name(span.strings(), device);
    }

    private void complete(TraceSpan span) {
        for (Analysis analysis : analyses) {
            analysis.accept(span);
        }
        if (spanFilter.keeps(span)) {
            written.add(span);
        }
    }

    /** What the batches since the last call added. */
    PassPartial takePartial(int through) {
        Map<String, ByteBuffer> states = new HashMap<>();
        analyses.forEach(analysis -> states.put(analysis.name(), ByteBuffer.wrap(analysis.takePartial())));
        return marks.takeNew(new PassPartial(through, List.of(), List.of(), List.of(), states));
    }

    /** What all batches added so far. */
    PassPartial totals(int through) {
        Map<String, ByteBuffer> states = new HashMap<>();
        analyses.forEach(analysis -> states.put(analysis.name(), ByteBuffer.wrap(analysis.totals())));
        return marks.all(new PassPartial(through, List.of(), List.of(), List.of(), states));
    }

    /** Adds a partial or the totals of before a restart; in order. */
    void add(PassPartial partial) {
        symbols.restore(partial.getNames(), partial.getDevices(), partial.getPlaces());
        marks.skip();
        for (Analysis analysis : analyses) {
            ByteBuffer state = partial.getAnalyses().get(analysis.name());
            if (state != null) {
                byte[] bytes = new byte[state.remaining()];
                state.duplicate().get(bytes);
                analysis.add(bytes);
            }
        }
    }

    /** Writes into the cursor all that is no statistic. */
    void save(PassCursor cursor) {
        cursor.setDropped(new HashMap<>(eventFilter.dropped()));
        cursor.setSpansWritten(written.spans());
        cursor.setSpanSequence(written.sequence());
        cursor.setFoldedNames(foldedNames);
        cursor.setEvictedLaunches(join.evicted());
        inFlight.save(cursor);
    }

    /** Takes up what {@link #save} wrote, after all partials have been added. */
    void restore(PassCursor cursor) {
        eventFilter.dropped().putAll(cursor.getDropped());
        written.restore(cursor.getSpansWritten(), cursor.getSpanSequence());
        foldedNames = cursor.getFoldedNames();
        join.restoreEvicted(cursor.getEvictedLaunches());
        inFlight.restore(cursor, symbols);
    }
}
