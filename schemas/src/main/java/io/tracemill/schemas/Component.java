package io.tracemill.schemas;

import org.jspecify.annotations.NullMarked;

/** A part of Tracemill that reads and writes topics. */
@NullMarked
public enum Component {
    /** Publishes the events of trace files. */
    INGEST,
    /** Runs the events of each trace through its pass. */
    TRACE_TOPOLOGY,
    /** Compares the ranks of each run. */
    RANK_TOPOLOGY,
    /** Writes what has a dataset to Parquet. */
    ARCHIVE
}
