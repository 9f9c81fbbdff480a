@NullMarked
package io.tracemill.cli.diff;

import org.jspecify.annotations.NullMarked;
