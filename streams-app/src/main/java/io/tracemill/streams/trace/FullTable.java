package io.tracemill.streams.trace;

import java.util.Locale;

/** Tables of a trace that can be full. What finds no room is folded or left out, and counted. */
public enum FullTable {
    /** Devices: later ones are one device, {@link SymbolTable#OTHER}. */
    DEVICES,
    /** Rows of kernels: the calls of later ones count for {@link SymbolTable#OTHER} on their device. */
    KERNELS,
    /** Windows of steps: the events of later steps count for the last window of their device. */
    STEPS,
    /** Threads: spans of later ones have no parents and no children. */
    THREADS,
    /** Spans open on one thread: later ones have no children. */
    OPEN_SPANS,
    /** Modules open on one thread, paths of modules, and their rows: the module around later ones stands for them. */
    MODULES,
    /** Shapes of operators, and their rows: later ones are one shape, {@link SymbolTable#OTHER}. */
    SHAPES,
    /** Frames open on one thread, and on all: later ones count for those around them. */
    OPEN_FRAMES,
    /** Changes of activity of a thread that idle time can refer to: of two intervals, the activity of one stays. */
    HOST_HISTORY,
    /** Rows of idle time: what is beyond them counts for {@link SymbolTable#OTHER} of its class. */
    IDLE_TIMES,
    /** Holders of memory, and devices or components with memory: later holders count for {@link SymbolTable#OTHER}. */
    MEMORY,
    /** Streams that a sync can have waited for: later ones are not looked at. */
    SYNCED_STREAMS;

    /** The table in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
