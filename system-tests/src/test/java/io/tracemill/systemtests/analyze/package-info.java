/** One process, from files to rows: {@code analyze}, its errors, and {@code diff} of what it leaves. */
@NullMarked
package io.tracemill.systemtests.analyze;

import org.jspecify.annotations.NullMarked;
