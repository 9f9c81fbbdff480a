/** {@code bench}: that it measures, and that no stage allocates or writes more per event than it did. */
@NullMarked
package io.tracemill.systemtests.bench;

import org.jspecify.annotations.NullMarked;
