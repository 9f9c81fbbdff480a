/**
 * The archive: topics become Parquet files, exactly once, and rows are read back from them.
 *
 * <p>Must not import {@code ingest} or {@code streams-app}.
 */
@NullMarked
package io.tracemill.storage;

import org.jspecify.annotations.NullMarked;
