/**
 * Facts: what the words of a profiler say of an event, as typed attributes. In: a whole event, before it is published.
 * Out: the event with its facts. Arguments, names and counters stay as they are. Words of vendors end here: no other
 * stage knows them. Each vendor's words are its own, so all rules apply to the traces of all dialects.
 *
 * <p>Must not import {@code parse}, {@code sort} or {@code publish}.
 */
@NullMarked
package io.tracemill.ingest.facts;

import org.jspecify.annotations.NullMarked;
