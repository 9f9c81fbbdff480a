package io.tracemill.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How rows are written. */
public enum RowFormat {
    /** Aligned columns for a person; holds all rows in memory. */
    TABLE {
        @Override
        void write(ResultSet rows, Writer out) throws SQLException, IOException {
            TableRows.write(rows, out);
        }
    },
    /** One array of objects. */
    JSON {
        @Override
        void write(ResultSet rows, Writer out) throws SQLException, IOException {
            JsonRows.write(rows, out);
        }
    },
    /** A header and a line per row, quoted where needed (RFC 4180); null is an empty field. */
    CSV {
        @Override
        void write(ResultSet rows, Writer out) throws SQLException, IOException {
            CsvRows.write(rows, out);
        }
    };

    abstract void write(ResultSet rows, Writer out) throws SQLException, IOException;
}
