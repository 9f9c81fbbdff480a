/** Tests of the made-up exporters. */
@NullMarked
package io.tracemill.bench.fleet;

import org.jspecify.annotations.NullMarked;
