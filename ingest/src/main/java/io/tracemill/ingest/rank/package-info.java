/**
 * Ranks whose traces were merged into one file. Their correlation ids and devices carry the same numbers. In: the
 * events of the file. Out: the rank of each event, ids that are unique in the file, and devices that carry the name of
 * their rank. A file of one rank, as nearly all are, only pays for {@link io.tracemill.ingest.rank.WorkProcesses}.
 *
 * <p>Imports {@code pack} and {@code sort}.
 */
@NullMarked
package io.tracemill.ingest.rank;

import org.jspecify.annotations.NullMarked;
