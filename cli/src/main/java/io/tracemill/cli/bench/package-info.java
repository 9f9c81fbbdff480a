/**
 * Measures the whole program from outside: makes or takes a trace, analyses it in processes of its own, cold and warm, checks that every
 * run gave the same right answer, and only then says how long they took. What flows in is a request, what flows out a report. Sees the
 * stages only through the commands that anyone can give; how threads of a process are told apart is all it knows of them.
 */
@NullMarked
package io.tracemill.cli.bench;

import org.jspecify.annotations.NullMarked;
