/**
 * What happens when a record or a thread fails: dead letters, the limit on them, and which threads are replaced.
 *
 * <p>Knows Kafka; must not import the package of the topologies.
 */
@NullMarked
package io.tracemill.streams.failure;

import org.jspecify.annotations.NullMarked;
