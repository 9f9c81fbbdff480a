package io.tracemill.cli.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows as one JSON array of objects; a row a line. Numbers and booleans are themselves, all else is text. */
final class JsonRows {

    private JsonRows() {}

    static void write(ResultSet rows, Writer out) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new LinePerRow());
            json.writeStartArray();
            while (rows.next()) {
                json.writeStartObject();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    json.writeFieldName(columns.getColumnLabel(i));
                    value(rows, i, json);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    private static void value(ResultSet rows, int column, JsonGenerator json) throws SQLException, IOException {
        @Nullable Object value = rows.getObject(column);
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            json.writeRawValue(Double.isFinite(number) ? Double.toString(number) : "null");
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(String.valueOf(rows.getString(column)));
        }
    }

    private static final class LinePerRow extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n ");
        }
    }
}
