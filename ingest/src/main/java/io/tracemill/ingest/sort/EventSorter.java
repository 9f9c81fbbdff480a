package io.tracemill.ingest.sort;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.spill.SpillSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * External merge sort of blocks, within a memory budget. Blocks that exceed it are merged into run files. As soon as
 * there are {@value #FAN_IN} runs of one generation, they are merged into one of the next, so that few files are open
 * whatever the size of the trace. Not thread-safe.
 */
public final class EventSorter implements EventSource, AutoCloseable {

    private static final int FAN_IN = 64;

    private final SpillSpace space;
    private final long memoryBytes;
    private final List<SortedBlock> blocks = new ArrayList<>();
    private final List<List<RunFile>> generations = new ArrayList<>();
    private long blockBytes;

    /** An empty sorter. */
    public EventSorter(SpillSpace space, long memoryBytes) {
        this.space = space;
        this.memoryBytes = memoryBytes;
    }

    /** Adds a block; spills to disk if the budget is exceeded. */
    public void add(SortedBlock block) throws IngestException {
        if (block.count() == 0) {
            return;
        }
        blocks.add(block);
        blockBytes += block.memoryBytes();
        if (blockBytes > memoryBytes) {
            spill();
        }
    }

    private void spill() throws IngestException {
        add(RunFile.write(space, inMemory(), blockBytes / 2), 0);
        blocks.clear();
        blockBytes = 0;
    }

    private void add(RunFile run, int generation) throws IngestException {
        if (generation == generations.size()) {
            generations.add(new ArrayList<>());
        }
        List<RunFile> runs = generations.get(generation);
        runs.add(run);
        if (runs.size() == FAN_IN) {
            long bytes = 0;
            List<EventCursor> cursors = new ArrayList<>();
            for (RunFile each : runs) {
                bytes += each.bytes();
                cursors.add(each.read());
            }
            RunFile merged = RunFile.write(space, new MergeCursor(cursors), bytes);
            for (RunFile each : runs) {
                each.close();
            }
            runs.clear();
            add(merged, generation + 1);
        }
    }

    private EventCursor inMemory() {
        return new MergeCursor(blocks.stream().map(BlockCursor::new).toList());
    }

    /** A new cursor over all events added. Valid until the next block is added or the sorter is closed. */
    @Override
    public EventCursor events() {
        List<EventCursor> cursors = new ArrayList<>();
        generations.forEach(runs -> runs.forEach(run -> cursors.add(run.read())));
        blocks.forEach(block -> cursors.add(new BlockCursor(block)));
        return new MergeCursor(cursors);
    }

    /** Whether anything was spilled to disk. */
    public boolean spilled() {
        return !generations.isEmpty();
    }

    @Override
    public void close() throws IngestException {
        blocks.clear();
        for (List<RunFile> runs : generations) {
            for (RunFile run : runs) {
                run.close();
            }
        }
        generations.clear();
    }
}
