/**
 * Names by which communication is known: of kernels and of operators.
 *
 * <p>Must not import any step.
 */
@NullMarked
package io.tracemill.ingest.communication;

import org.jspecify.annotations.NullMarked;
