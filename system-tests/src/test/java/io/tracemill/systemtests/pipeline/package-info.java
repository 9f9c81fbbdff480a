/** Ingest and topology together, without a broker: what must never change an output row. */
package io.tracemill.systemtests.pipeline;
