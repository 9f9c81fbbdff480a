/** Topics in, Parquet out, exactly once; and the rows of an archive back.
 *
 * <p>Must not import {@code ingest} or {@code streams-app}. */
@NullMarked
package io.tracemill.storage;

import org.jspecify.annotations.NullMarked;
