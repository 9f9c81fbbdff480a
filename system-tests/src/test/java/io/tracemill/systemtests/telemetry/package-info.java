/** Telemetry in files, from the file to the answer of a question. */
@NullMarked
package io.tracemill.systemtests.telemetry;

import org.jspecify.annotations.NullMarked;
