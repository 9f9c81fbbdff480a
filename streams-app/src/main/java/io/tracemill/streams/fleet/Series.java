package io.tracemill.streams.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What tells the readings of a node apart.
 *
 * @param source exporter and its target
 * @param device device, as the source has it; null for the node itself
 * @param quantity name of the quantity
 * @param labels labels that tell series of one quantity apart, as one JSON object; null for none
 * @param counter whether a reading is a sum since the last reset
 */
record Series(
        String source,
        @Nullable String device,
        String quantity,
        @Nullable String labels,
        boolean counter) {}
