/**
 * The analyses: independent statistics over the complete spans, each one class that implements {@link
 * io.tracemill.streams.rollup.Analysis}.
 *
 * <p>In: each span of a trace once, complete. Out: rows. State is mergeable: integers and exact sums that do not depend
 * on batch size, threads or restarts. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.rollup;

import org.jspecify.annotations.NullMarked;
