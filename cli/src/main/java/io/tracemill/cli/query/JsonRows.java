package io.tracemill.cli.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one JSON array of objects; a row a line. Numbers and booleans are themselves, structs and maps objects, lists
 * arrays; all else is text.
 */
final class JsonRows {

    /** Answers may follow each other, so that none closes what it is written to. */
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonRows() {}

    /** Writes all rows, and returns how many these are. */
    static long write(ResultSet rows, Writer out) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(new LinePerRow());
            json.writeStartArray();
            long count = 0;
            while (rows.next()) {
                count++;
                json.writeStartObject();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    json.writeFieldName(columns.getColumnLabel(i));
                    value(rows.getObject(i), json);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeRaw('\n');
            return count;
        }
    }

    private static void value(@Nullable Object value, JsonGenerator json) throws SQLException, IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            json.writeRawValue(Double.isFinite(number) ? Double.toString(number) : "null");
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value instanceof DuckDBStruct struct) {
            object(struct.getMap(), json);
        } else if (value instanceof Map<?, ?> map) {
            object(map, json);
        } else if (value instanceof Array list) {
            array((Object[]) list.getArray(), json);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void object(Map<?, ?> members, JsonGenerator json) throws SQLException, IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.writeFieldName(String.valueOf(member.getKey()));
            value(member.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void array(@Nullable Object[] elements, JsonGenerator json) throws SQLException, IOException {
        json.writeStartArray();
        for (Object element : elements) {
            value(element, json);
        }
        json.writeEndArray();
    }

    private static final class LinePerRow extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n ");
        }
    }
}
