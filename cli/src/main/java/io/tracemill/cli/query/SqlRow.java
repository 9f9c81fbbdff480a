package io.tracemill.cli.query;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            Object value =
                    rows.getObject(i) instanceof Array list ? List.of((Object[]) list.getArray()) : rows.getObject(i);
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

    /** A whole number; null where there is none. */
    public @Nullable Long count(String column) {
        return values.get(column) instanceof Number number ? number.longValue() : null;
    }

    /** A list of texts, which is empty where there is none. */
    public List<String> texts(String column) {
        List<String> texts = new ArrayList<>();
        if (values.get(column) instanceof List<?> list) {
            list.forEach(value -> texts.add(String.valueOf(value)));
        }
        return texts;
    }

    /** A list of whole numbers, which is empty where there is none. */
    public List<Long> counts(String column) {
        List<Long> counts = new ArrayList<>();
        if (values.get(column) instanceof List<?> list) {
            list.forEach(value -> counts.add(((Number) value).longValue()));
        }
        return counts;
    }

    /** Texts by key, which are none where there is no map. */
    public Map<String, String> textsByKey(String column) {
        Map<String, String> texts = new TreeMap<>();
        if (values.get(column) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    private Object present(String column) {
        Object value = values.get(column);
        if (value == null) {
            throw new IllegalArgumentException("column " + column + " must have a value in " + values);
        }
        return value;
    }
}
