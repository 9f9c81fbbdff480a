/**
 * Two runs compared, so that noise is not called a change.
 *
 * <p>In: an archive and the names of two runs. Out: per operator and per device what changed in time and share, and
 * whether it is more than noise. {@code RunSamples} reads, {@code RunDiff} compares; the rule is written in the page of
 * definitions. Must not import Kafka or other stages.
 */
@NullMarked
package io.tracemill.cli.diff;

import org.jspecify.annotations.NullMarked;
