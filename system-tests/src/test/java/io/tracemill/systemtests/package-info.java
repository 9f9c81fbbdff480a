/**
 * Tests of the whole program, and what they share: commands as processes of their own, small traces, the rows of an
 * archive.
 *
 * <p>Whatever starts a broker, a process or a container is tested here; what needs none of them is tested beside its
 * code.
 */
@NullMarked
package io.tracemill.systemtests;

import org.jspecify.annotations.NullMarked;
