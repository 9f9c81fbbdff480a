/**
 * The whole pipeline in one process: ingest, an embedded broker, the topology and the archive.
 *
 * <p>In: trace files and a directory. Out: rows in the archive under it, and what became of each file. Puts stages
 * together and watches them; the rules are theirs.
 */
@NullMarked
package io.tracemill.cli.analyze;

import org.jspecify.annotations.NullMarked;
