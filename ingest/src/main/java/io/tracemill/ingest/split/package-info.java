/**
 * Splitting of a trace into slices of whole events, without parsing them. In: bytes. Out: slices, top-level metadata
 * and broken events. Splitting goes on after a broken event.
 *
 * <p>Must not import a JSON library, nor any step but {@code source} and {@code reject}.
 */
@NullMarked
package io.tracemill.ingest.split;

import org.jspecify.annotations.NullMarked;
