package io.tracemill.ingest.sort;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.AttachmentCodec;
import io.tracemill.ingest.pack.DeviceTable;
import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.SortedBlock;

/** Builder of blocks from single events and rows, for a sorter. The last block waits for {@link #seal}. */
public final class BlockBuilder {

    private static final int BLOCK_BYTES = 1 << 17;

    private final EventSorter sorter;
    private final GrowingBytes block = new GrowingBytes(1 << 12);
    private int count;

    /** A builder for a sorter. */
    public BlockBuilder(EventSorter sorter) {
        this.sorter = sorter;
    }

    /** Adds an event. */
    public void add(EventFields event) throws IngestException {
        EventCodec.write(event, block);
        added();
    }

    /** Adds the row of a table. */
    public void add(DeviceTable table, EventFields row) throws IngestException {
        AttachmentCodec.writeTableRow(table, row, block);
        added();
    }

    private void added() throws IngestException {
        count++;
        if (block.size() >= BLOCK_BYTES) {
            seal();
        }
    }

    /** Hands the current block to the sorter. */
    public void seal() throws IngestException {
        sorter.add(SortedBlock.sorted(block, count));
        block.clear();
        count = 0;
    }
}
