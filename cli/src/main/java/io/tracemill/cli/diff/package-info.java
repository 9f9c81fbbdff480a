/**
 * Two runs compared, so that noise is not called a change.
 *
 * <p>In: an archive and the names of two runs. Out: per operator, kernel, shape and device what changed in time and
 * share, whether it is more than noise, and what a gate says of it. {@code SampleReader} reads, {@code Judge} compares;
 * the rule is written in the page of definitions. Must not import Kafka or other stages.
 */
@NullMarked
package io.tracemill.cli.diff;

import org.jspecify.annotations.NullMarked;
