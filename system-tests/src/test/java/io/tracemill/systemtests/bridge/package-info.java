/** The bridge, from messages of other senders to readings in the archive. */
@NullMarked
package io.tracemill.systemtests.bridge;

import org.jspecify.annotations.NullMarked;
