/**
 * Numbers computed twice. An oracle computes from the JSON what docs/definitions.md says, all events in memory, by
 * sorting and by interval lists; the tests run the real pipeline and compare its Parquet with the oracle's answer.
 * Imports nothing of ingest, streams or storage: a shared mistake would go unseen.
 */
@NullMarked
package io.tracemill.systemtests.differential;

import org.jspecify.annotations.NullMarked;
