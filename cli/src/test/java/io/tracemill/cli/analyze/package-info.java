/** Tests of what one run of {@code analyze} is made of. */
@NullMarked
package io.tracemill.cli.analyze;

import org.jspecify.annotations.NullMarked;
