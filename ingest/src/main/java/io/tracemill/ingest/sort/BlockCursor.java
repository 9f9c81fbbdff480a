package io.tracemill.ingest.sort;

import io.tracemill.ingest.pack.SortedBlock;

/** Cursor over a block in memory. */
final class BlockCursor implements EventCursor {

    private final SortedBlock block;
    private int index = -1;

    BlockCursor(SortedBlock block) {
        this.block = block;
    }

    @Override
    public boolean next() {
        return ++index < block.count();
    }

    @Override
    public byte[] bytes() {
        return block.bytes();
    }

    @Override
    public int offset() {
        return block.offset(index);
    }
}
