/** Directories that a process has to itself and that go with it, however it ends. */
@NullMarked
package io.tracemill.cli.temp;

import org.jspecify.annotations.NullMarked;
