/** The topology. Kafka stays in this package; the rules are pure sub-packages.
 *
 * <p>Must not import {@code ingest} or {@code storage}. */
@NullMarked
package io.tracemill.streams;

import org.jspecify.annotations.NullMarked;
