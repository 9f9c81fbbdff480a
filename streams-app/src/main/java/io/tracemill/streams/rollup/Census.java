package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.streams.state.CensusState;
import io.tracemill.streams.trace.KindCounts;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Map;

/** How many spans of each kind there are, and how many device events have an owner. */
final class Census implements Analysis {

    private final AvroSerde<CensusState> serde = AvroSerde.of(CensusState.class);
    private CensusState batch = empty();
    private KindCounts batchKinds = new KindCounts();
    private final KindCounts kinds = new KindCounts();
    private final CensusState totals = empty();

    private static CensusState empty() {
        return new CensusState(Map.of(), 0L, 0L, 0L, 0L, 0L, Long.MAX_VALUE, Long.MIN_VALUE, 0L);
    }

    @Override
    public String name() {
        return "census";
    }

    @Override
    public void accept(TraceSpan span) {
        batchKinds.add(span.kind());
        if (span.isDeviceEvent()) {
            countDeviceEvent(span);
        } else if (span.isOnHost()) {
            countHostCall(span);
        }
    }

    private void countDeviceEvent(TraceSpan span) {
        batch.setDeviceEventsNs(batch.getDeviceEventsNs() + span.durationNanos());
        Launch launch = span.launch();
        if (launch == null) {
            batch.setNoLaunch(batch.getNoLaunch() + 1);
        } else if (span.owner() == null) {
            batch.setNoOwner(batch.getNoOwner() + 1);
        } else {
            batch.setLinked(batch.getLinked() + 1);
        }
        if (span.owner() == null) {
            batch.setUnlinkedNs(batch.getUnlinkedNs() + span.durationNanos());
        }
    }

    private void countHostCall(TraceSpan span) {
        switch (span.kind()) {
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON -> {
                batch.setHostStartNs(Math.min(batch.getHostStartNs(), span.startNanos()));
                batch.setHostEndNs(Math.max(batch.getHostEndNs(), span.endNanos()));
            }
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
        if (span.kind() == EventKind.RUNTIME && span.text().isGraphLaunch()) {
            batch.setEmptyGraphLaunches(batch.getEmptyGraphLaunches() + 1);
        }
    }

    @Override
    public byte[] takePartial() {
        batch.setKinds(batchKinds.byKind());
        batchKinds = new KindCounts();
        byte[] partial = serde.encode(batch);
        addToTotals(batch);
        batch = empty();
        return partial;
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
        totals.setDeviceEventsNs(totals.getDeviceEventsNs() + more.getDeviceEventsNs());
        totals.setUnlinkedNs(totals.getUnlinkedNs() + more.getUnlinkedNs());
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
        info.setDeviceEvents(totals.getLinked() + totals.getNoLaunch() + totals.getNoOwner());
        info.setLinked(totals.getLinked());
        info.setUnlinkedNoLaunch(totals.getNoLaunch());
        info.setUnlinkedNoOwner(totals.getNoOwner());
        info.setDeviceEventsNs(totals.getDeviceEventsNs());
        info.setUnlinkedNs(totals.getUnlinkedNs());
        long hostNanos = Math.max(0, totals.getHostEndNs() - totals.getHostStartNs());
        boolean anyHost = totals.getHostEndNs() >= totals.getHostStartNs();
        rows.host(new TraceRows.HostWindow(anyHost ? hostNanos : 0, totals.getEmptyGraphLaunches()));
    }
}
