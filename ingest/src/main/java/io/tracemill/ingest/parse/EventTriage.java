package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.LaneFacts;
import io.tracemill.ingest.facts.PhaseFacts;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.pack.UnpairedEventCodec;
import io.tracemill.ingest.parse.KindTable.Category;
import io.tracemill.ingest.parse.RawEvent.Found;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.split.Slice;
import io.tracemill.ingest.time.EventTimes;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.flat.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Triage of the events that were read: each is kept, paired later, merged, left out or rejected. */
final class EventTriage {

    private final Dialect dialect;
    private final RawEvent raw;
    private final KindTable kinds;
    private final LaneTable lanes;
    private final LaneSayings sayings;
    private final FlowIds flowIds;
    private final boolean readsFlows;
    private final FlowPoints flowPoints = new FlowPoints();
    private final KeptEvents events;
    private final GrowingBytes unpaired = new GrowingBytes(1 << 10);
    private int unpairedCount;
    private Tally filtered = new Tally();
    private long flows;
    private long metadata;
    private long empty;
    private List<Reject> rejects = new ArrayList<>();
    private final PhaseFacts phases;
    private boolean hasBackward;
    private EventTimes times = new EventTimes();

    EventTriage(ParseRules rules, RawEvent raw, StringPool.Cache pool) {
        this.dialect = rules.dialect();
        this.raw = raw;
        PooledTexts texts = new PooledTexts(pool);
        this.kinds = new KindTable(rules, texts);
        this.lanes = new LaneTable(rules.form(), texts);
        this.sayings = new LaneSayings(texts);
        this.flowIds = new FlowIds(raw, dialect.linking().ids());
        this.readsFlows = rules.readsFlows();
        this.events = new KeptEvents(dialect.linking().operatorsLaunch(), pool);
        this.phases = new PhaseFacts(pool::bytes);
    }

    void begin() {
        events.clear();
        unpaired.clear();
        unpairedCount = 0;
        filtered = new Tally();
        flows = 0;
        flowPoints.clear();
        metadata = 0;
        empty = 0;
        rejects = new ArrayList<>();
        sayings.begin();
        times = new EventTimes();
    }

    SliceResult result(int read, long compressedBytesRead) {
        Tally merged = new Tally();
        merged.add("flow", flows);
        merged.add("metadata", metadata);
        merged.add("empty", empty);
        return new SliceResult(
                events.sorted(),
                SortedBlock.sorted(unpaired, unpairedCount),
                read,
                filtered,
                merged,
                rejects,
                events.ids(),
                events.work(),
                flowPoints.points(),
                sayings.lanes(),
                Set.copyOf(kinds.telltales()),
                Set.copyOf(lanes.telltales()),
                kinds.takeCollectiveStreams(),
                hasBackward,
                times,
                compressedBytesRead);
    }

    void reject(Slice slice, int event, RejectReason reason, String detail) {
        int start = slice.start(event);
        int end = Math.min(slice.end(event), start + Reject.FIRST_BYTES);
        byte[] firstBytes = Arrays.copyOfRange(slice.bytes(), start, end);
        rejects.add(new Reject(slice.position(event), reason, detail, firstBytes));
    }

    /** Decides about the event that was read last. */
    void accept(Slice slice, int index) {
        EventFields event = raw.event();
        if (raw.isEmpty()) {
            empty++;
            return;
        }
        if (raw.phase() != Found.READ) {
            boolean absent = raw.phase() == Found.ABSENT;
            reject(
                    slice,
                    index,
                    absent ? RejectReason.MISSING_PH : RejectReason.BAD_PH,
                    "expected \"ph\" to be a single letter");
            return;
        }
        Category category = kinds.category(event);
        switch (event.phase) {
            case 'M' -> {
                metadata++;
                sayings.note(event);
            }
            case 's', 't', 'f' -> takeFlow(category, slice, index);
            default -> keepIfTimed(category, slice, index);
        }
    }

    private void takeFlow(Category category, Slice slice, int index) {
        boolean isStep = raw.event().phase == 't';
        switch (category.flows()) {
            case REDUNDANT -> {
                flows++;
                if (readsFlows && !isStep && flowIds.take()) {
                    flowPoints.add(raw.event());
                }
            }
            case LAUNCH -> {
                if (raw.event().phase == 's' && flowIds.take()) {
                    linkIfTimed(category, slice, index);
                } else {
                    flows++;
                }
            }
            case LINK -> {
                if (flowIds.take()) {
                    linkIfTimed(category, slice, index);
                } else {
                    keepIfTimed(category, slice, index);
                }
            }
            case SUBMISSION -> {
                if (!isStep && flowIds.takeHash()) {
                    submitIfTimed(category, slice, index);
                } else {
                    keepIfTimed(category, slice, index);
                }
            }
            case NONE -> keepIfTimed(category, slice, index);
        }
    }

    private void keepIfTimed(Category category, Slice slice, int index) {
        if (!isTimed(slice, index)) {
            return;
        }
        if (category.dequeue()) {
            keepDequeue(category, slice, index);
        } else {
            keep(category, slice, index);
        }
    }

    private void linkIfTimed(Category category, Slice slice, int index) {
        if (!isTimed(slice, index)) {
            return;
        }
        EventFields event = raw.event();
        LaneFacts lane = lanes.of(event).facts();
        if (category.dropped()) {
            filtered.add(category.label(), 1);
        } else if (event.phase == 's' && lane.mayLaunch()) {
            keepLaunch();
        } else {
            flows++;
            if (event.phase == dialect.linking().endOfFlow() && lane.mayHoldDeviceEvents()) {
                events.addLinkEnd(event);
            }
        }
    }

    /** Keeps the start of a flow as the call that the flow starts from. */
    private void keepLaunch() {
        EventFields event = raw.event();
        event.kind = EventKind.RUNTIME;
        event.duration = 0;
        times.add(event.kind, event.start, event.start);
        events.add(event);
    }

    /**
     * Keeps the start of a flow twice: as an event of the host thread that it came from, and as a submission for the
     * device event where the flow ends.
     */
    private void submitIfTimed(Category category, Slice slice, int index) {
        EventFields event = raw.event();
        if (!isTimed(slice, index)) {
            return;
        }
        if (category.dropped()) {
            filtered.add(category.label(), 1);
            return;
        }
        if (event.phase == 'f') {
            flows++;
            events.addSubmissionEnd(event);
        } else {
            raw.set(Attribute.PROCESS, kinds.hostProcess(event));
            keep(category, slice, index);
            events.addSubmission(event);
        }
    }

    /** Keeps an event that takes a call from a queue, and the call for all that is submitted until its end. */
    private void keepDequeue(Category category, Slice slice, int index) {
        EventFields event = raw.event();
        keep(category, slice, index);
        if (event.phase == 'X' && event.has(Attribute.CORRELATION_ID) && !category.dropped() && event.duration >= 0) {
            events.addDequeue(event);
        }
    }

    /** Whether the times of an event are valid; rejects the event otherwise. */
    private boolean isTimed(Slice slice, int index) {
        TimeFault fault = TimeFault.of(raw);
        if (fault != null) {
            reject(slice, index, fault.reason(), fault.detail());
        }
        return fault == null;
    }

    /** Keeps an event whose times are valid. */
    private void keep(Category category, Slice slice, int index) {
        EventFields event = raw.event();
        LaneTable.Entry lane = lanes.of(event);
        event.kind = kinds.kindOf(event, category, lane.facts().kind());
        lane.name(raw);
        if (category.lower() == null) {
            OptionalInt device = kinds.device(event);
            if (device.isPresent() && !event.has(Attribute.DEVICE)) {
                raw.set(Attribute.DEVICE, Integer.toString(device.getAsInt()));
            }
        }
        if (event.taskType != EventFields.NONE && !event.has(Attribute.STREAM)) {
            event.setText(Attribute.STREAM, event.text(Attribute.THREAD));
        }
        if (event.kind == EventKind.SYNC && event.taskType != EventFields.NONE) {
            kinds.noteStream(event);
        }
        dialect.complete(event, category.lower());
        hasBackward = hasBackward || phases.isInBackward(event);
        boolean isUnpaired =
                event.phase == 'B' || event.phase == 'E' || (event.phase == 'X' && raw.duration() == Found.ABSENT);
        if (isUnpaired) {
            event.duration = -1;
        }
        if (event.phase == 'E') {
            times.addEnd(event.kind, event.start);
        } else {
            times.add(event.kind, event.start, event.start + Math.max(0, event.duration));
        }
        if (isUnpaired) {
            UnpairedEventCodec.write(event, slice.bytes(), slice.start(index), slice.end(index), unpaired);
            unpairedCount++;
        } else if (category.dropped()) {
            filtered.add(category.label(), 1);
        } else {
            events.add(event);
        }
    }
}
