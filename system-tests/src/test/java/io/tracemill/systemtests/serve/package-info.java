/** The page over an archive, as a browser asks for it. */
@NullMarked
package io.tracemill.systemtests.serve;

import org.jspecify.annotations.NullMarked;
