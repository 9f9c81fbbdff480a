/**
 * Sentences on bottlenecks: the table of advice, and the words for causes, evidence and reasons in each language.
 *
 * <p>In: bottlenecks. Out: text for people. What a sentence says is data of a bottleneck; here are only words. Must not
 * import any stage.
 */
@NullMarked
package io.tracemill.schemas.wording;

import org.jspecify.annotations.NullMarked;
