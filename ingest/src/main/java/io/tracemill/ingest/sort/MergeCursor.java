package io.tracemill.ingest.sort;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.PackedHead;
import java.util.List;

/** Cursor that merges several cursors, in order: a binary heap whose root is the current event. */
final class MergeCursor implements EventCursor {

    private final EventCursor[] heap;
    private final long[] starts;
    private int size;
    private boolean begun;

    MergeCursor(List<? extends EventCursor> cursors) {
        heap = new EventCursor[cursors.size()];
        starts = new long[cursors.size()];
        for (EventCursor cursor : cursors) {
            heap[size++] = cursor;
        }
    }

    @Override
    public boolean next() throws IngestException {
        if (!begun) {
            begun = true;
            return begin();
        }
        if (heap[0].next()) {
            starts[0] = PackedHead.start(heap[0].bytes(), heap[0].offset());
        } else {
            size--;
            heap[0] = heap[size];
            starts[0] = starts[size];
        }
        siftDown(0);
        return size > 0;
    }

    private boolean begin() throws IngestException {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (heap[i].next()) {
                heap[kept] = heap[i];
                starts[kept] = PackedHead.start(heap[i].bytes(), heap[i].offset());
                kept++;
            }
        }
        size = kept;
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i);
        }
        return size > 0;
    }

    private void siftDown(int from) {
        int parent = from;
        int child = 2 * parent + 1;
        while (child < size) {
            if (child + 1 < size && before(child + 1, child)) {
                child++;
            }
            if (!before(child, parent)) {
                return;
            }
            swap(parent, child);
            parent = child;
            child = 2 * parent + 1;
        }
    }

    private boolean before(int a, int b) {
        if (starts[a] != starts[b]) {
            return starts[a] < starts[b];
        }
        return PackedHead.compare(heap[a].bytes(), heap[a].offset(), heap[b].bytes(), heap[b].offset()) < 0;
    }

    private void swap(int a, int b) {
        EventCursor cursor = heap[a];
        heap[a] = heap[b];
        heap[b] = cursor;
        long start = starts[a];
        starts[a] = starts[b];
        starts[b] = start;
    }

    @Override
    public byte[] bytes() {
        return heap[0].bytes();
    }

    @Override
    public int offset() {
        return heap[0].offset();
    }
}
