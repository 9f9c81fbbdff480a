package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.dialect.LaneFacts;
import io.tracemill.ingest.dialect.Lanes;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the lanes of events, worked out once for each lane that few others take turns with. Not thread-safe: each
 * parser has its own.
 */
final class LaneTable {

    private static final int LANES = 1 << 10;
    private static final int MOST_TELLTALES = 64;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final Entry NONE = new Entry(LaneFacts.NONE);

    private final TraceForm form;
    private final PooledTexts texts;
    private final boolean told;
    private final long[] keys = new long[LANES];
    private final @Nullable Entry[] entries = new @Nullable Entry[LANES];
    private boolean[] asked = new boolean[256];
    private final Set<String> telltales = new TreeSet<>();

    /** Facts about a lane, with texts that an event can take over. */
    static final class Entry {

        private final LaneFacts facts;
        private final byte @Nullable [] device;
        private final byte @Nullable [] stream;

        private Entry(LaneFacts facts) {
            this.facts = facts;
            this.device = facts.device() == null ? null : facts.device().getBytes(UTF_8);
            this.stream = facts.stream() == null ? null : facts.stream().getBytes(UTF_8);
        }

        LaneFacts facts() {
            return facts;
        }

        /** Names the device and the stream of an event that does not name them itself. */
        void name(RawEvent raw) {
            if (device != null && !raw.event().has(Attribute.DEVICE)) {
                raw.set(Attribute.DEVICE, device);
            }
            if (stream != null && !raw.event().has(Attribute.STREAM)) {
                raw.set(Attribute.STREAM, stream);
            }
        }
    }

    LaneTable(TraceForm form, PooledTexts texts) {
        this.form = form;
        this.texts = texts;
        this.told = form.dialect().lanes() != Lanes.UNTOLD;
    }

    /** Ids of processes found so far that tell a dialect. */
    Set<String> telltales() {
        return telltales;
    }

    /** Facts about the lane of an event. */
    Entry of(EventFields event) {
        int process = event.text(Attribute.PROCESS);
        if (process >= asked.length || (process >= 0 && !asked[process])) {
            ask(event, process);
        }
        return told ? told(event, process) : NONE;
    }

    private void ask(EventFields event, int process) {
        if (process >= asked.length) {
            asked = Arrays.copyOf(asked, process * 2);
        }
        asked[process] = true;
        String id = texts.of(event, process);
        if (telltales.size() < MOST_TELLTALES && Dialects.isTelltaleProcess(id)) {
            telltales.add(id);
        }
    }

    private Entry told(EventFields event, int process) {
        int thread = event.text(Attribute.THREAD);
        if (process < EventFields.NONE || thread < EventFields.NONE) {
            return work(event);
        }
        long key = ((long) process << Integer.SIZE) | (thread & 0xffff_ffffL);
        int slot = Long.hashCode(key * SPREAD) & (LANES - 1);
        Entry entry = entries[slot];
        if (entry == null || keys[slot] != key) {
            entry = work(event);
            keys[slot] = key;
            entries[slot] = entry;
        }
        return entry;
    }

    private Entry work(EventFields event) {
        LaneFacts facts = form.lane(new Lane(texts.of(event, Attribute.PROCESS), texts.of(event, Attribute.THREAD)));
        return facts.equals(LaneFacts.NONE) ? NONE : new Entry(facts);
    }
}
