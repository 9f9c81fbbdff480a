package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.classify.BottleneckClassifier;
import io.tracemill.streams.filter.EventFilter;
import io.tracemill.streams.filter.SpanFilter;
import io.tracemill.streams.join.LaunchJoin;
import io.tracemill.streams.nest.Lanes;
import io.tracemill.streams.nest.PhaseRule;
import io.tracemill.streams.rollup.Analyses;
import io.tracemill.streams.rollup.Analysis;
import io.tracemill.streams.rollup.BusyDevices;
import io.tracemill.streams.rollup.HostPhaseRows;
import io.tracemill.streams.rollup.TraceRows;
import io.tracemill.streams.roof.Roofs;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.state.PassPartial;
import io.tracemill.streams.step.Steps;
import io.tracemill.streams.store.StoredBytes;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.KindCounts;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.Texts;
import io.tracemill.streams.trace.TraceSpan;
import io.tracemill.streams.write.SpanTable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pass over one trace: filter, nesting, join and analyses. Batches go in, in order; encoded batches of spans come out,
 * and rows at the end. The state can be saved after any batch and continued by another instance.
 */
final class TracePass {

    private final PassConfig config;
    private final SpanTable table;
    private final Symbols symbols;
    private final Texts texts;
    private final SpanPool pool;
    private final EventFilter eventFilter;
    private final SpanFilter spanFilter;
    private final PhaseRule phases = new PhaseRule();
    private final Roofs roofs;
    private final LaunchJoin join = new LaunchJoin(this::complete);
    private final Lanes lanes;
    private final HostSpans host;
    private final InFlightState inFlight;
    private final KindCounts received = new KindCounts();
    private final List<Analysis> analyses;
    private final Analysis[] perSpan; // an array, as it is gone through for each span
    private final SpanBatches written;
    private final NewSymbols marks;
    private final TimeBounds bounds = new TimeBounds();
    private long foldedNames;
    private @Nullable String fault;

    /**
     * Creates the pass before the first batch.
     *
     * @param table buffer, used within a call and left empty; the passes of one thread can share it
     */
    TracePass(TraceInfo trace, PassConfig config, SpanTable table, Texts texts) {
        this.config = config;
        this.texts = texts;
        this.table = table;
        this.symbols = Symbols.withNames(config.maxNames());
        this.roofs = new Roofs(config.peaks(), symbols);
        read(trace.getHeader());
        this.pool = new SpanPool(symbols);
        this.eventFilter = new EventFilter(config.dropCategories());
        this.spanFilter = new SpanFilter(config.minDurationNanos(), config.categories());
        HostPhaseRows hostPhases = new HostPhaseRows();
        BusyDevices busy = new BusyDevices(join::firstWaitingNanos);
        HostActivities activities = new HostActivities(symbols, busy);
        Steps steps = new Steps();
        this.lanes = new Lanes(this::complete, phases, hostPhases, activities);
        this.host = new HostSpans(lanes, steps, join, activities, symbols, this::complete);
        this.inFlight = new InFlightState(lanes, join, steps);
        this.analyses = Analyses.of(symbols, hostPhases, activities, busy, roofs);
        this.perSpan = analyses.toArray(Analysis[]::new);
        this.written = new SpanBatches(trace, config.spanBatchBytes(), table);
        this.marks = new NewSymbols(symbols);
    }

    /** Processes the next batch; returns the spans that became complete, in encoded batches. */
    List<byte[]> accept(FlatBatch<TraceEventBatch, FlatEvent> batch) {
        written.begin();
        read(batch.frame().getHeader());
        Text[] strings = texts.of(batch.strings());
        FlatBatch<TraceEventBatch, FlatEvent>.Items events = batch.items();
        TraceSpan span = pool.take();
        while (fault == null && events.next(span.event())) {
            fault = bounds.faultOf(span.event());
            received.add(span.kind());
            if (fault == null && (eventFilter.isOpen() || !drops(span, strings))) {
                span.begin(strings);
                identify(span);
                pass(span);
                span = pool.take();
            }
        }
        lanes.closeUntil(batch.frame().getWatermarkNs());
        inFlight.detach();
        pool.clear();
        return written.take();
    }

    private void read(@Nullable TraceHeader header) {
        phases.read(header);
        roofs.read(header);
    }

    /** Why no more events can be processed; null if they can. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Memory of the spans and launches in flight, in bytes. */
    long inFlightBytes() {
        return inFlight.bytes();
    }

    /** Number of events received so far. */
    long received() {
        return received.total();
    }

    /** Completes all spans that are open or waiting; returns them in encoded batches. */
    List<byte[]> finish() {
        written.begin();
        lanes.closeUntil(Long.MAX_VALUE);
        join.finish();
        pool.clear();
        return written.take();
    }

    /** Spans rejected since the last call, one sentence each. */
    List<String> takeRejected() {
        return written.takeRejected();
    }

    /** Rows of the trace, to be called after {@link #finish}. Also completes the counts of the trace. */
    TraceRows rows(TraceInfo trace) {
        TraceRows rows = new TraceRows(trace);
        endPartial();
        analyses.forEach(analysis -> analysis.report(rows));
        new BottleneckClassifier(config.thresholds()).report(rows);
        return rows;
    }

    /**
     * Whether the filter drops the event of a span. The join is told of it, so that nothing waits for it, and a call is
     * taken from the self time of its operator all the same.
     */
    private boolean drops(TraceSpan span, Text[] strings) {
        FlatEvent event = span.event();
        int category = event.text(Attribute.CATEGORY);
        if (!eventFilter.drops(category == FlatEvent.NONE ? null : strings[category])) {
            return false;
        }
        if (event.has(Attribute.CORRELATION_ID)) {
            if (event.has(Attribute.LAUNCHED_EVENTS)) {
                Launch launch = new Launch(event, event.has(Attribute.GRAPH_LAUNCH));
                launch.drop();
                join.launch(launch);
            } else if (event.isTrue(Attribute.LAUNCH_IN_TRACE)) {
                join.dropped(event);
            }
        }
        if (event.isInRuntime()) {
            span.begin(strings);
            lanes.at(span).addCall(span);
        }
        return true;
    }

    /** Decides whether a span is written, so that those that it is the parent, owner or launch of can refer to it. */
    private void identify(TraceSpan span) {
        if (spanFilter.keeps(span)) {
            span.ids().writtenAs(received.total() - 1);
        }
    }

    private void pass(TraceSpan span) {
        if (span.name() == symbols.names().overflowId()) {
            foldedNames++;
        }
        if (span.device() == Symbols.MAX_DEVICES) {
            symbols.folds().add(FullTable.DEVICES);
        }
        if (span.isOnHost()) {
            host.accept(span);
        } else if (span.isDeviceEvent()
                || span.kind() == EventKind.SYNC
                || span.event().isTrue(Attribute.LAUNCH_IN_TRACE)) {
            join.device(span);
        } else {
            complete(span);
        }
    }

    /** Passes a complete span to the analyses and the output. Nobody may use the span after this. */
    private void complete(TraceSpan span) {
        for (Analysis analysis : perSpan) {
            analysis.accept(span);
        }
        if (span.ids().isWritten()) {
            written.add(span);
        }
        pool.give(span);
    }

    /** State that the batches since the last {@link #endPartial} have added. */
    PassPartial partial(int first, int through) {
        return marks.addNew(encode(first, through, Analysis::partial));
    }

    /** Adds the partial to the totals and begins another. */
    void endPartial() {
        analyses.forEach(Analysis::endPartial);
        marks.skip();
    }

    /** State of all batches before the partial. */
    PassPartial totals(int through) {
        return marks.all(encode(0, through, Analysis::totals));
    }

    private PassPartial encode(int first, int through, Function<Analysis, byte[]> state) {
        Map<String, ByteBuffer> states = new HashMap<>();
        analyses.forEach(analysis -> states.put(analysis.name(), ByteBuffer.wrap(state.apply(analysis))));
        return new PassPartial(first, through, List.of(), List.of(), List.of(), List.of(), states);
    }

    /** Restores a partial or the totals after a restart, in order. */
    void add(PassPartial partial) {
        symbols.restore(partial);
        for (Analysis analysis : analyses) {
            ByteBuffer state = partial.getAnalyses().get(analysis.name());
            if (state != null) {
                analysis.add(StoredBytes.of(state));
            }
        }
    }

    /** Writes all state that is not a statistic into the cursor. */
    void save(PassCursor cursor) {
        cursor.setEvents(received.total());
        cursor.setReceivedKinds(received.byKind());
        cursor.setDropped(new HashMap<>(eventFilter.dropped()));
        cursor.setSpansWritten(written.spans());
        cursor.setSpanSequence(written.sequence());
        cursor.setFoldedNames(foldedNames);
        cursor.setFolded(symbols.folds().byTable());
        cursor.setFirstNs(bounds.firstNanos());
        cursor.setEvictedLaunches(join.evicted());
        inFlight.save(cursor, table);
    }

    /** Restores the state written by {@link #save}, after all partials have been added. */
    void restore(PassCursor cursor) {
        received.add(cursor.getReceivedKinds());
        eventFilter.dropped().putAll(cursor.getDropped());
        written.restore(cursor.getSpansWritten(), cursor.getSpanSequence());
        foldedNames = cursor.getFoldedNames();
        symbols.folds().add(cursor.getFolded());
        bounds.restore(cursor.getFirstNs());
        join.restoreEvicted(cursor.getEvictedLaunches());
        inFlight.restore(cursor, symbols, texts);
    }
}
