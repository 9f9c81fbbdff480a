/** Files of the peaks of devices. */
@NullMarked
package io.tracemill.cli.peaks;

import org.jspecify.annotations.NullMarked;
