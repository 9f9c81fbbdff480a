/**
 * Writes Kineto traces that resemble real ones, of any size, from a seed. A size and a seed flow in; one trace file
 * flows out, section by section in the order of a real file. Each section simulates the same training run anew and
 * writes its own part, so memory does not grow with the file. Imports no stage of the pipeline: what reads these files
 * must not be what wrote them.
 */
@NullMarked
package io.tracemill.bench.generate;

import org.jspecify.annotations.NullMarked;
