package io.tracemill.ingest.ascend;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.tracemill.ingest.IngestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Table of an Ascend profile, read row by row. The first line names the columns. Times are decimal microseconds that
 * may end in a tab. A field that is empty or {@code N/A} is absent.
 */
final class CsvTable {

    private static final String ABSENT = "N/A";
    private static final int DIGITS_OF_NANOS = 3;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final List<String> columns;
    private final Map<String, String> row = new LinkedHashMap<>();

    /** Takes a row; returns false if the row is broken. */
    interface RowTaker {
        boolean take(CsvTable row) throws IOException;
    }

    private CsvTable(Path file, String[] columns) {
        this.file = file;
        this.columns = List.of(columns);
    }

    /**
     * Reads a table as far as possible. Returns its faults, one line each.
     *
     * @param needed columns that the table must have
     */
    static List<String> read(Path file, List<String> needed, RowTaker taker) throws IngestException {
        try (MappingIterator<String[]> lines = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .readValues(file.toFile())) {
            CsvTable table = new CsvTable(file, lines.hasNext() ? lines.next() : new String[0]);
            if (!table.columns.containsAll(needed)) {
                return List.of(file + ": not used, expected columns " + String.join(" and ", needed));
            }
            return table.take(lines, taker);
        } catch (IngestException e) {
            throw e;
        } catch (IOException | RuntimeJsonMappingException e) {
            return List.of(unreadable(file, e));
        }
    }

    private List<String> take(MappingIterator<String[]> lines, RowTaker taker) throws IOException {
        List<String> warnings = new ArrayList<>();
        long broken = 0;
        boolean whole = true;
        try {
            while (lines.hasNext()) {
                whole = fill(lines.next()) && taker.take(this);
                broken += whole ? 0 : 1;
            }
            if (whole && !endsWithALine()) {
                warnings.add(file + ": ends without the end of a line: it was cut, and its last row may be, too");
            }
        } catch (RuntimeJsonMappingException e) {
            warnings.add(unreadable(file, e));
        }
        if (broken > 0) {
            warnings.add(file + ": rows that are broken: " + broken
                    + ", expected as many fields as columns and times in us");
        }
        return warnings;
    }

    /** Whether the last line is complete. The profilers end every line, so a file that does not was cut. */
    private boolean endsWithALine() throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            bytes.position(Math.max(0, bytes.size() - 1)).read(last);
            return last.position() == 0 || last.get(0) == '\n';
        }
    }

    /** Warning that a file cannot be read to its end, without the parser's own details. */
    static String unreadable(Path file, Exception e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return file + ": damaged, used up to there: " + reason.replaceAll(" \\((through|at|start) .*", "");
    }

    private boolean fill(String[] fields) {
        row.clear();
        if (fields.length != columns.size()) {
            return false;
        }
        for (int i = 0; i < fields.length; i++) {
            String field = fields[i].strip();
            if (!field.isEmpty() && !field.equals(ABSENT)) {
                row.put(columns.get(i), field);
            }
        }
        return true;
    }

    /** Fields of the row, by column. */
    Map<String, String> row() {
        return row;
    }

    /** A field, null if absent. */
    @Nullable
    String text(String column) {
        return row.get(column);
    }

    /** A field as a number, null if absent or not a number. */
    @Nullable
    BigDecimal number(String column) {
        String field = row.get(column);
        if (field == null) {
            return null;
        }
        try {
            return new BigDecimal(field);
        } catch (NumberFormatException e) {
            return null; // the field stays among the other fields of the row
        }
    }

    /** A field as a time in ns, null if absent or not a time. */
    @Nullable
    Long nanos(String column) {
        BigDecimal micros = number(column);
        if (micros == null || micros.precision() - micros.scale() > Long.BYTES * 2) {
            return null;
        }
        return micros.movePointRight(DIGITS_OF_NANOS)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** The fields of the columns that are left, as a JSON object. */
    byte[] json(Predicate<String> left) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            for (Map.Entry<String, String> field : row.entrySet()) {
                if (left.test(field.getKey())) {
                    out.writeStringField(field.getKey(), field.getValue());
                }
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
