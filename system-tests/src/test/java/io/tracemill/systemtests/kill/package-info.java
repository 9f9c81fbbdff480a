/** Broker, ingest, topology and archive as processes that are killed and paused at random, until all is done. */
package io.tracemill.systemtests.kill;
