package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.PackedHead;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.sort.EventCursor;
import io.tracemill.ingest.sort.EventSorter;
import io.tracemill.ingest.spill.SpillSpace;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.RejectReason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rejected events of one file, in the order of the file, kept until the trace's identity is known. Beyond a fixed
 * amount of memory they are kept on disk, as events are. At most {@value #MOST_KEPT} are kept; all are counted. Safe
 * for several threads while rejects are added.
 */
@SuppressWarnings("EnumOrdinal") // written and read by the same process
final class RejectLog implements AutoCloseable {

    private static final long MEMORY_BYTES = 4L << 20;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int MOST_KEPT = 100_000;
    private static final RejectReason[] REASONS = RejectReason.values();

    private final EventSorter sorter;
    private final GrowingBytes block = new GrowingBytes(1 << 12);
    private final Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
    private int blockCount;
    private int kept;

    RejectLog(SpillSpace space) {
        this.sorter = new EventSorter(space, MEMORY_BYTES);
    }

    synchronized void add(Reject reject) throws IngestException {
        count(reject.reason());
        if (kept == MOST_KEPT) {
            return;
        }
        kept++;
        byte[] detail = reject.detail().getBytes(UTF_8);
        int offset = PackedHead.open(block, 0, -1, reject.offset(), EventKind.OTHER);
        block.put(reject.reason().ordinal());
        block.putInt(detail.length);
        block.put(detail);
        block.put(reject.firstBytes());
        PackedHead.close(block, offset);
        blockCount++;
        if (block.size() > BLOCK_BYTES) {
            seal();
        }
    }

    /** Counts a reject that is not kept. */
    synchronized void count(RejectReason reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    private void seal() throws IngestException {
        sorter.add(SortedBlock.sorted(block, blockCount));
        block.clear();
        blockCount = 0;
    }

    /** Number of all that was added. */
    synchronized long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Number of events that count as rejected: neither implausible nor cut off, which the file as a whole tells. */
    synchronized long count() {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().isImplausible() && entry.getKey() != RejectReason.CUT_OFF)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * How much was rejected, by label and in the order of the labels, as it is encoded: never another from process to
     * process.
     */
    synchronized Map<String, Long> rejected() {
        return byLabel(false);
    }

    /** How much was set aside because its times cannot be right, by label and in the order of the labels. */
    synchronized Map<String, Long> implausible() {
        return byLabel(true);
    }

    private Map<String, Long> byLabel(boolean implausible) {
        Map<String, Long> labelled = new TreeMap<>();
        counts.forEach((reason, count) -> {
            if (reason.isImplausible() == implausible) {
                labelled.put(reason.label(), count);
            }
        });
        return labelled;
    }

    /** A cursor over what was added, for {@link #read}. */
    synchronized EventCursor rejects() throws IngestException {
        seal();
        return sorter.events();
    }

    /** The reject at which a cursor stands. */
    static Reject read(EventCursor cursor) {
        byte[] bytes = cursor.bytes();
        int at = cursor.offset() + PackedHead.HEAD;
        RejectReason reason = REASONS[bytes[at]];
        int length = PackedHead.length(bytes, at + 1);
        int text = at + 5;
        int end = cursor.offset() + PackedHead.length(bytes, cursor.offset());
        return new Reject(
                PackedHead.position(bytes, cursor.offset()),
                reason,
                new String(bytes, text, length, UTF_8),
                Arrays.copyOfRange(bytes, text + length, end));
    }

    @Override
    public void close() throws IngestException {
        sorter.close();
    }
}
