/**
 * Answers of the exporters of a fleet, of any size, from a seed. Each value moves as that of a device in training does.
 * Imports no stage of the pipeline: what reads these texts must not be what wrote them.
 */
@NullMarked
package io.tracemill.bench.fleet;

import org.jspecify.annotations.NullMarked;
