package io.tracemill.cli.query;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row of an answer that is being read, by the names of its columns. */
public final class SqlCursor {

    private final ResultSet rows;
    private final Map<String, Integer> places;

    private SqlCursor(ResultSet rows, Map<String, Integer> places) {
        this.rows = rows;
        this.places = places;
    }

    /** Takes the rows of an answer, one by one. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the row that is being read. */
        void accept(SqlCursor row) throws IOException;
    }

    static SqlCursor over(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            places.put(columns.getColumnLabel(i), i);
        }
        return new SqlCursor(rows, places);
    }

    /** A value as text; null where there is none. */
    public @Nullable String text(String column) throws IOException {
        try {
            return rows.getString(place(column));
        } catch (SQLException e) {
            throw new IOException(SqlErrors.line(e), e);
        }
    }

    /** A whole number, or another where there is none. */
    public long number(String column, long otherwise) throws IOException {
        try {
            long value = rows.getLong(place(column));
            return rows.wasNull() ? otherwise : value;
        } catch (SQLException e) {
            throw new IOException(SqlErrors.line(e), e);
        }
    }

    /** Whether there is a value. */
    public boolean has(String column) throws IOException {
        try {
            return rows.getObject(place(column)) != null;
        } catch (SQLException e) {
            throw new IOException(SqlErrors.line(e), e);
        }
    }

    private int place(String column) {
        Integer place = places.get(column);
        if (place == null) {
            throw new IllegalArgumentException("column " + column + " must be one of " + places.keySet());
        }
        return place;
    }
}
