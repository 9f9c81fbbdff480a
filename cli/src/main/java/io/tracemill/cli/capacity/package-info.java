/**
 * What the devices of a fleet were used for, and what their stalls cost.
 *
 * <p>In: the views {@code device_minutes} and {@code run_trends}. Out: a document. Must not know terminals or file formats.
 */
@NullMarked
package io.tracemill.cli.capacity;

import org.jspecify.annotations.NullMarked;
