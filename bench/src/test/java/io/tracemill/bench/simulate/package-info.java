@NullMarked
package io.tracemill.bench.simulate;

import org.jspecify.annotations.NullMarked;
