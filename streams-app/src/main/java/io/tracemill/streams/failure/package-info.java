/**
 * Failures of records and threads: dead letters, the limit on them, and the replacement of threads.
 *
 * <p>In: exceptions that Kafka Streams caught. Out: dead letters, or the end of the app. Knows Kafka. Must not import
 * the package of the topologies.
 */
@NullMarked
package io.tracemill.streams.failure;

import org.jspecify.annotations.NullMarked;
