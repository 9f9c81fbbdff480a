package io.tracemill.cli.query;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of an answer, by the names of its columns; those that are null are absent. */
public final class SqlRow {

    private final Map<String, Object> values;

    private SqlRow(Map<String, Object> values) {
        this.values = values;
    }

    static SqlRow of(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        Map<String, Object> values = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = rows.getObject(i);
            if (value != null) {
                values.put(columns.getColumnLabel(i), value);
            }
        }
        return new SqlRow(values);
    }

    /** A value as text; null where there is none. */
    public @Nullable String text(String column) {
        Object value = values.get(column);
        return value == null ? null : value.toString();
    }

    /** A value that must be there, as text. */
    public String required(String column) {
        return String.valueOf(present(column));
    }

    /** A number that must be there. */
    public double number(String column) {
        return ((Number) present(column)).doubleValue();
    }

    private Object present(String column) {
        Object value = values.get(column);
        if (value == null) {
            throw new IllegalArgumentException("column " + column + " must have a value in " + values);
        }
        return value;
    }
}
