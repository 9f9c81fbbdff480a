package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.AttachmentCodec;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.rank.WorkProcesses;
import io.tracemill.schemas.flat.Attribute;

/** Packed events and attachments of a slice, and the correlation ids that they carry. */
final class KeptEvents {

    private final boolean operatorsLaunch;
    private final GrowingBytes events = new GrowingBytes(1 << 16);
    private final WorkProcesses work;
    private int count;
    private LongList deviceIds = new LongList();
    private LongList callIds = new LongList();
    private LongList operatorIds = new LongList();

    /**
     * An empty list.
     *
     * @param operatorsLaunch whether an operator that carries a correlation id is a launch
     * @param pool strings of the events
     */
    KeptEvents(boolean operatorsLaunch, StringPool.Cache pool) {
        this.operatorsLaunch = operatorsLaunch;
        this.work = new WorkProcesses(pool);
    }

    void clear() {
        events.clear();
        count = 0;
        deviceIds = new LongList();
        callIds = new LongList();
        operatorIds = new LongList();
    }

    /** Adds an event. */
    void add(EventFields event) {
        EventCodec.write(event, events);
        count++;
        work.note(event, operatorsLaunch);
        if (event.has(Attribute.CORRELATION_ID)) {
            long id = event.number(Attribute.CORRELATION_ID);
            switch (event.kind) {
                case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> deviceIds.add(id);
                case LAUNCH, RUNTIME -> callIds.add(id);
                case OPERATOR -> {
                    if (operatorsLaunch) {
                        operatorIds.add(id);
                    }
                }
                case ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
            }
        }
    }

    /** Adds the end of a flow, which gives the device event that starts there its correlation id. */
    void addLinkEnd(EventFields end) {
        AttachmentCodec.writeLinkEnd(end, events);
        count++;
        deviceIds.add(end.number(Attribute.CORRELATION_ID));
    }

    /** Adds a submission for the device events where its flow ends. */
    void addSubmission(EventFields start) {
        AttachmentCodec.writeSubmission(start, events);
        count++;
    }

    /** Adds the end of a submission's flow for the device event that starts there. */
    void addSubmissionEnd(EventFields end) {
        AttachmentCodec.writeSubmissionEnd(end, events);
        count++;
    }

    /** Adds a call that was taken from a queue, for all that is submitted until its end. */
    void addDequeue(EventFields call) {
        AttachmentCodec.writeDequeue(call, events);
        count++;
    }

    SortedBlock sorted() {
        return SortedBlock.sorted(events, count);
    }

    /** Processes of all slices so far. */
    WorkProcesses.Noted work() {
        return work.noted();
    }

    SliceResult.CorrelationIds ids() {
        return new SliceResult.CorrelationIds(deviceIds.toArray(), callIds.toArray(), operatorIds.toArray());
    }
}
