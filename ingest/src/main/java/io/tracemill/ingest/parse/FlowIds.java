package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.dialect.Linking;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringBytes;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.CompactMembers;

/** Ids of flows, which are among their arguments. */
final class FlowIds {

    private static final byte[] ID = {'i', 'd'};
    private static final ArgField CORRELATION = ArgField.of(Attribute.CORRELATION_ID);

    private final RawEvent raw;
    private final boolean areTimes;
    private final CompactMembers arguments = new CompactMembers();
    private final ScalarText text = new ScalarText();
    private final Nanos nanos = new Nanos();

    /** Ids of a form, of the flow that was read last. */
    FlowIds(RawEvent raw, Linking.Ids form) {
        this.raw = raw;
        this.areTimes = form == Linking.Ids.TIMES;
    }

    /** Takes the id as the correlation id; returns false if it has not the form of one. */
    boolean take() {
        return find()
                && (raw.takeNumber(CORRELATION, raw.event().args, arguments.value(), arguments.end())
                        || (areTimes && takeTime()));
    }

    private boolean takeTime() {
        EventFields event = raw.event();
        text.read(event.args, arguments.value(), arguments.end());
        boolean isTime = nanos.parse(text.bytes(), text.from(), text.to());
        if (isTime) {
            event.set(Attribute.CORRELATION_ID, nanos.value());
        }
        return isTime;
    }

    /** Takes a hash of the id, which may be any text, as the id of a submission; returns false if there is no id. */
    boolean takeHash() {
        if (!find()) {
            return false;
        }
        EventFields event = raw.event();
        text.read(event.args, arguments.value(), arguments.end());
        event.submission = StringBytes.hash(text.bytes(), text.from(), text.to() - text.from());
        event.submits = true;
        return true;
    }

    private boolean find() {
        EventFields event = raw.event();
        if (event.argsLength == 0) {
            return false;
        }
        arguments.begin(event.args, event.argsOffset, event.argsOffset + event.argsLength);
        while (arguments.next()) {
            if (arguments.isNamed(ID) && arguments.isScalar()) {
                return true;
            }
        }
        return false;
    }
}
