package io.tracemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The result of an upkeep command: a row of texts and whole numbers for each part of the archive. */
final class UpkeepTable {

    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /** Columns by their names in JSON; one whose name ends in {@code bytes} holds bytes. */
    UpkeepTable(String... columns) {
        this.columns = List.of(columns);
    }

    void row(Object... cells) {
        rows.add(List.of(cells));
    }

    /** Prints the rows; a table without rows is nothing. */
    void print(UpkeepOptions.Format format, Console console) throws IOException {
        switch (format) {
            case TABLE -> table(console);
            case JSON -> json(console);
        }
    }

    private void table(Console console) {
        if (rows.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(headers());
        for (List<Object> row : rows) {
            String[] cells = new String[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = text(columns.get(i), row.get(i));
            }
            table.row(cells);
        }
        table.lines(console.screen().columns()).forEach(console.out().writer()::println);
    }

    private String[] headers() {
        String[] headers = new String[columns.size()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = (rows.get(0).get(i) instanceof String ? "<" : "")
                    + columns.get(i).replace('_', ' ');
        }
        return headers;
    }

    private static String text(String column, Object cell) {
        if (cell instanceof Number number) {
            return column.endsWith("bytes") ? Figures.bytes(number.longValue()) : Figures.count(number.longValue());
        }
        return cell.toString();
    }

    private void json(Console console) throws IOException {
        try (JsonGenerator json =
                new JsonFactory().createGenerator(console.out().uncloseable())) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (List<Object> row : rows) {
                json.writeStartObject();
                for (int i = 0; i < columns.size(); i++) {
                    json.writeFieldName(columns.get(i));
                    value(row.get(i), json);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    private static void value(Object cell, JsonGenerator json) throws IOException {
        if (cell instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(cell.toString());
        }
    }
}
