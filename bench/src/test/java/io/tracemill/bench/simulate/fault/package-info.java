@NullMarked
package io.tracemill.bench.simulate.fault;

import org.jspecify.annotations.NullMarked;
