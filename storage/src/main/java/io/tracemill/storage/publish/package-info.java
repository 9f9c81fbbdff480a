/**
 * The protocol by which rows become published files, each record exactly once.
 *
 * <p>Records with their offsets flow in. Files appear in the archive, and the offsets that may be committed flow out.
 * Only the directory itself tells what is archived: see {@code docs/decisions/0004-archive-protocol.md}. Must not
 * import Parquet, nor anything of a Kafka client but the name of a partition.
 */
@NullMarked
package io.tracemill.storage.publish;

import org.jspecify.annotations.NullMarked;
