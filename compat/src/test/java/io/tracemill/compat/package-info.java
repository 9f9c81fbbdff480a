/**
 * Other engines read what the program leaves.
 *
 * <p>In: archives that the program makes in a process of its own, and what DuckDB answers from them. Must not import
 * the other modules.
 */
@NullMarked
package io.tracemill.compat;

import org.jspecify.annotations.NullMarked;
