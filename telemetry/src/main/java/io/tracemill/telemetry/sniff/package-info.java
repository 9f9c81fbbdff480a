/** Which format a file or a message is in. */
@NullMarked
package io.tracemill.telemetry.sniff;

import org.jspecify.annotations.NullMarked;
