package io.tracemill.cli.live;

import java.util.Locale;

/** A kind of rows, and how much of it is kept. */
public enum LiveKind {
    /** An alert that fires, or ended within the last hour. */
    ALERT(10_000),
    /** A device, or a node itself, as its last minute was. */
    DEVICE(20_000),
    /** Which run and rank a device worked for last. */
    PLACEMENT(20_000),
    /** The last trace of a rank of a run, and what it is bound by. */
    RANK(20_000),
    /** The last diagnosis of a run. */
    DIAGNOSIS(1_000),
    /** How far the topics are read, and what does not work. */
    STATUS(1);

    private static final long MOST_BYTES = 24L << 20;

    private final int mostRows;

    LiveKind(int mostRows) {
        this.mostRows = mostRows;
    }

    /** Rows that are kept. */
    int mostRows() {
        return mostRows;
    }

    /** Bytes that all rows of the kind may have, as JSON. */
    long mostBytes() {
        return MOST_BYTES;
    }

    /** Name in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
