/**
 * SQL over an archive, by DuckDB: one view per dataset.
 *
 * <p>In: an archive's directory and a statement. Out: rows as text, or in a file. The only package that imports DuckDB,
 * which takes a second to load. It finds the files by the archive's layout, as any other reader would, and takes from
 * the stage that writes them only which columns its datasets have.
 */
@NullMarked
package io.tracemill.cli.query;

import org.jspecify.annotations.NullMarked;
