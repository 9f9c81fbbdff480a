/** The door, as clients send traces to it. */
@NullMarked
package io.tracemill.systemtests.receive;

import org.jspecify.annotations.NullMarked;
