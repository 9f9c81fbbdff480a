/**
 * Publishing of ordered events in batches. In: a cursor over packed events, and the facts about the trace. Out: Avro
 * batches within their size limit, on a {@link io.tracemill.ingest.publish.TracePublisher}.
 *
 * <p>The only package of ingest that may import Kafka. Must not import {@code parse} or {@code split}.
 */
@NullMarked
package io.tracemill.ingest.publish;

import org.jspecify.annotations.NullMarked;
