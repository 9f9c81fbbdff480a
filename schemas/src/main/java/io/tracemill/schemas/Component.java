package io.tracemill.schemas;

import org.jspecify.annotations.NullMarked;

/** A part of Tracemill that reads and writes topics. */
@NullMarked
public enum Component {
    /** The ingest, which publishes the events of trace files. */
    INGEST,
    /** The door, which publishes the events of traces and the readings that are pushed to it. */
    RECEIVE,
    /** The topology that runs the events of each trace through its pass. */
    TRACE_TOPOLOGY,
    /** The topology that compares the ranks of each run. */
    RANK_TOPOLOGY,
    /** The topology that compares the collectives of the ranks of each run. */
    COLLECTIVE_TOPOLOGY,
    /** The topology that joins the readings of each node with its traces. */
    NODE_TOPOLOGY,
    /** The topology that tells why a run is slow. */
    RUN_TOPOLOGY,
    /** The reading of exporters, which publishes what they say of nodes and devices. */
    SCRAPE,
    /** The bridge, which publishes what topics of other senders say of nodes and devices. */
    BRIDGE,
    /** The notifier, which tells others which alerts fire. */
    NOTIFY,
    /** The server of the page, which shows the fleet as it is now. */
    SERVE,
    /** The archive, which writes records with a dataset to Parquet. */
    ARCHIVE
}
