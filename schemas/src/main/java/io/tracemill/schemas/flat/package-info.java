/**
 * Batches of events and of spans without an object per event: written and read in the very bytes that the generated
 * types stand for, one reused event or span at a time. What a batch says once (its frame) remains the generated type,
 * with an empty list in the place of its events or spans.
 *
 * <p>In: encoded records, or events to be encoded. Out: the same the other way round. The schemas remain the contract;
 * the generated coders write and read the same bytes. Must not import any stage.
 */
@NullMarked
package io.tracemill.schemas.flat;

import org.jspecify.annotations.NullMarked;
