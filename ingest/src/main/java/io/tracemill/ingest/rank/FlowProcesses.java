package io.tracemill.ingest.rank;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Processes that flows lead from and to, by the ids of the flows, which mergers make unique more often than those of
 * launches. Takes 16 bytes for the end of a flow and 32 to 64 for its start. Not thread-safe.
 */
public final class FlowProcesses {

    private final LaunchStarts starts = new LaunchStarts();

    // Two longs for each end: id and process.
    private long[] ends = new long[64];
    private int used;

    /**
     * Starts and ends of the flows of a slice, each as two numbers: its id, and its process in the string pool.
     *
     * @param starts starts of flows
     * @param ends ends of flows
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Points(long[] starts, long[] ends) {}

    /** Adds the flows of a slice. */
    public void add(Points points) {
        for (int at = 0; at < points.starts.length; at += 2) {
            start(points.starts[at], points.starts[at + 1]);
        }
        for (int at = 0; at < points.ends.length; at += 2) {
            end(points.ends[at], points.ends[at + 1]);
        }
    }

    private void start(long id, long process) {
        long known = starts.get(id);
        boolean same = known == LaunchStarts.NEVER || known == process;
        starts.set(id, same ? process : LaunchStarts.REPEATED);
    }

    private void end(long id, long process) {
        if (used == ends.length) {
            ends = Arrays.copyOf(ends, 2 * used);
        }
        ends[used++] = id;
        ends[used++] = process;
    }

    /** Tells the process that each flow leads from, and that which it leads to, if only one flow has its id. */
    void forEach(BiConsumer<Integer, Integer> flow) {
        for (int at = 0; at < used; at += 2) {
            long process = starts.get(ends[at]);
            if (process >= 0) {
                flow.accept((int) process, (int) ends[at + 1]);
            }
        }
    }
}
