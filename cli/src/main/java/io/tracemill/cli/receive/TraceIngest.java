package io.tracemill.cli.receive;

import io.tracemill.cli.service.IngestCounts;
import io.tracemill.cli.service.ReceiveCounts;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.publish.TracePublisher;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How a door publishes traces, and what counts it.
 *
 * @param config settings of all traces; their origins are those of the uploads
 * @param publishers makes a publisher, of which each thread needs one
 * @param finished says which traces need no ingest; asked by one thread at a time
 * @param traces counts the traces
 * @param uploads counts the uploads
 */
public record TraceIngest(
        IngestConfig config,
        Supplier<? extends TracePublisher> publishers,
        Predicate<String> finished,
        IngestCounts traces,
        ReceiveCounts uploads) {}
