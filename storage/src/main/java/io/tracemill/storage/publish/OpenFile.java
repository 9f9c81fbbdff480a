package io.tracemill.storage.publish;

import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileWriter;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** A file to which records are added. {@link #close} publishes it, {@link #discard} removes it. */
final class OpenFile<A extends SpecificRecord, R> implements AutoCloseable {

    private final PartitionFiles files;
    private final String dataset;
    private final String writerId;
    private final long firstOffset;
    private final long openedNanos;
    private final PendingFile pending;
    private final RowFileWriter<A, R> writer;
    private long lastOffset;
    private long rows;
    private long touchedNanos;

    /**
     * Opens a file.
     *
     * @param first the first record that will be added
     */
    OpenFile(FileOperations operations, ArchivePlace place, PartitionFiles files, Table<A, R> table, Moment first)
            throws IOException {
        this.files = files;
        this.dataset = table.name();
        this.writerId = place.writer();
        this.firstOffset = first.offset();
        this.lastOffset = first.offset();
        this.openedNanos = first.nanos();
        this.touchedNanos = first.nanos();
        this.pending = new PendingFile(operations, files.name(firstOffset), writerId);
        this.writer = RowFileWriter.to(pending.out(), table);
    }

    /** A record by its offset, and when it came, in ns on the monotonic clock. */
    record Moment(long offset, long nanos) {}

    void add(Moment moment, Rows<A, R> record) throws IOException {
        writer.write(record);
        rows += record.size();
        lastOffset = moment.offset();
        touchedNanos = moment.nanos();
    }

    long firstOffset() {
        return firstOffset;
    }

    long lastOffset() {
        return lastOffset;
    }

    long rows() {
        return rows;
    }

    String dataset() {
        return dataset;
    }

    /** Size of the file so far, in bytes; the whole size once it is closed. */
    long bytes() {
        return writer.bytes();
    }

    long openedNanos() {
        return openedNanos;
    }

    long bufferedBytes() {
        return writer.bufferedBytes();
    }

    long touchedNanos() {
        return touchedNanos;
    }

    boolean isFull(RollLimits limits) {
        return rows >= limits.rows() || writer.bytes() >= limits.bytes();
    }

    boolean isDue(RollLimits limits, long nowNanos) {
        long idle = limits.idle().toNanos();
        return nowNanos - touchedNanos >= idle || (nowNanos - openedNanos) / 10 >= idle;
    }

    /**
     * Publishes the file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if another owner of the partition has published that name
     */
    @Override
    public void close() throws IOException {
        boolean whole = false;
        try {
            OffsetRange range = new OffsetRange(
                    files.cluster(),
                    files.partition().topic(),
                    files.partition().partition(),
                    firstOffset,
                    lastOffset);
            long written = writer.finish(new FileFooter(range, writerId));
            if (written != rows) {
                throw new IllegalStateException(
                        files.name(firstOffset) + " holds " + written + " rows but was given " + rows);
            }
            whole = true;
        } finally {
            if (!whole) {
                pending.discard();
            }
        }
        pending.close();
    }

    void discard() {
        pending.discard();
    }
}
