package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.state.CensusState;
import io.tracemill.streams.trace.KindCounts;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Map;

/** Analysis that counts the spans of each kind, and the device events with and without an owner. */
final class SpanCounts implements Analysis {

    private final AvroSerde<CensusState> serde = AvroSerde.of(CensusState.class);
    private CensusState partial = empty();
    private KindCounts partialKinds = new KindCounts();
    private final KindCounts kinds = new KindCounts();
    private final CensusState totals = empty();

    private static CensusState empty() {
        return new CensusState(Map.of(), 0L, 0L, 0L, 0L, 0L, 0L, 0L, Long.MAX_VALUE, Long.MIN_VALUE, 0L);
    }

    @Override
    public String name() {
        return "census";
    }

    @Override
    public void accept(TraceSpan span) {
        partialKinds.add(span.kind());
        if (span.isDeviceEvent()) {
            countDeviceEvent(span);
        } else if (span.isOnHost()) {
            countHostCall(span);
        }
    }

    private void countDeviceEvent(TraceSpan span) {
        partial.setDeviceEventsNs(Saturating.sum(partial.getDeviceEventsNs(), span.durationNanos()));
        switch (Link.of(span)) {
            case LINKED -> partial.setLinked(partial.getLinked() + 1);
            case NO_LAUNCH -> partial.setNoLaunch(partial.getNoLaunch() + 1);
            case NO_OWNER -> partial.setNoOwner(partial.getNoOwner() + 1);
            case AMBIGUOUS -> partial.setAmbiguous(partial.getAmbiguous() + 1);
        }
        if (span.owner() == null) {
            partial.setUnlinkedNs(Saturating.sum(partial.getUnlinkedNs(), span.durationNanos()));
        }
        if (span.event().has(Attribute.REPORTED_DURATION_NS)) {
            partial.setClipped(partial.getClipped() + 1);
        }
    }

    private void countHostCall(TraceSpan span) {
        switch (span.kind()) {
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON -> {
                partial.setHostStartNs(Math.min(partial.getHostStartNs(), span.startNanos()));
                partial.setHostEndNs(Math.max(partial.getHostEndNs(), span.endNanos()));
            }
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
        if (span.kind() == EventKind.RUNTIME && span.event().has(Attribute.GRAPH_LAUNCH)) {
            partial.setEmptyGraphLaunches(partial.getEmptyGraphLaunches() + 1);
        }
    }

    @Override
    public byte[] partial() {
        partial.setKinds(partialKinds.byKind());
        return serde.encode(partial);
    }

    @Override
    public void endPartial() {
        partial.setKinds(partialKinds.byKind());
        addToTotals(partial);
        partial = empty();
        partialKinds = new KindCounts();
    }

    @Override
    public byte[] totals() {
        return serde.encode(totals);
    }

    @Override
    public void add(byte[] state) {
        addToTotals(serde.decode(state));
    }

    private void addToTotals(CensusState more) {
        kinds.add(more.getKinds());
        totals.setKinds(kinds.byKind());
        totals.setLinked(totals.getLinked() + more.getLinked());
        totals.setNoLaunch(totals.getNoLaunch() + more.getNoLaunch());
        totals.setNoOwner(totals.getNoOwner() + more.getNoOwner());
        totals.setAmbiguous(totals.getAmbiguous() + more.getAmbiguous());
        totals.setClipped(totals.getClipped() + more.getClipped());
        totals.setDeviceEventsNs(Saturating.sum(totals.getDeviceEventsNs(), more.getDeviceEventsNs()));
        totals.setUnlinkedNs(Saturating.sum(totals.getUnlinkedNs(), more.getUnlinkedNs()));
        totals.setHostStartNs(Math.min(totals.getHostStartNs(), more.getHostStartNs()));
        totals.setHostEndNs(Math.max(totals.getHostEndNs(), more.getHostEndNs()));
        totals.setEmptyGraphLaunches(totals.getEmptyGraphLaunches() + more.getEmptyGraphLaunches());
    }

    @Override
    public void report(TraceRows rows) {
        TraceInfo info = rows.info();
        info.setKinds(kinds.byKind());
        info.setSpans(
                info.getKinds().values().stream().mapToLong(Long::longValue).sum());
        info.setDeviceEvents(totals.getLinked() + totals.getNoLaunch() + totals.getNoOwner() + totals.getAmbiguous());
        info.setLinked(totals.getLinked());
        info.setUnlinkedNoLaunch(totals.getNoLaunch());
        info.setUnlinkedNoOwner(totals.getNoOwner());
        info.setUnlinkedAmbiguous(totals.getAmbiguous());
        info.setClipped(totals.getClipped());
        info.setDeviceEventsNs(totals.getDeviceEventsNs());
        info.setUnlinkedNs(totals.getUnlinkedNs());
        long hostNanos = Math.max(0, totals.getHostEndNs() - totals.getHostStartNs());
        boolean anyHost = totals.getHostEndNs() >= totals.getHostStartNs();
        rows.host(new TraceRows.HostWindow(anyHost ? hostNanos : 0, totals.getEmptyGraphLaunches()));
    }
}
