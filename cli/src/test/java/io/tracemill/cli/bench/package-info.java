/** Tests of what measures the whole program. */
@NullMarked
package io.tracemill.cli.bench;

import org.jspecify.annotations.NullMarked;
