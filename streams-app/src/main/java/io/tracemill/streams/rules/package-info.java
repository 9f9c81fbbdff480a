/**
 * Rules of alerts, and what becomes of an alert with each window of time.
 *
 * <p>In: the values of quantities in a window. Out: changes of alerts. What rules there are is data: a {@link
 * io.tracemill.streams.rules.RuleSet}. Where the values come from, others know. The same values give the same changes.
 */
@NullMarked
package io.tracemill.streams.rules;

import org.jspecify.annotations.NullMarked;
