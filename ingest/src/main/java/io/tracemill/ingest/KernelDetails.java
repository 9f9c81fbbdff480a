package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.pack.Texts;
import io.tracemill.schemas.EventKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The table of kernels beside an Ascend trace, {@code kernel_details.csv}: its rows are sorted with the events and put on
 * their kernels when these are published. Numbers become counters under the name of their column, the rest arguments; a column that
 * says {@code N/A} is absent.
 */
final class KernelDetails {

    private static final String NAME = "Name";
    private static final String START = "Start Time(us)";
    private static final String DURATION = "Duration(us)";
    private static final String ABSENT = "N/A";
    private static final int DIGITS_OF_NANOS = 3;
    private static final int MOST_ARGS_BYTES = 1 << 14;

    /** Columns that are no counters though numbers stand in them. */
    private static final Set<String> NO_COUNTERS = Set.of(
            "Step Id",
            "Device_id",
            "Model ID",
            "Task ID",
            "Stream ID",
            "Wait Time(us)",
            "Block Dim",
            "Block Num",
            "Mix Block Dim",
            "Mix Block Num",
            "Context ID");

    private final Path file;
    private final StringPool.Cache strings;
    private final EventFields row = new EventFields();
    private final Texts texts;
    private final EventBlocks blocks;
    private final JsonFactory json = new JsonFactory();
    private long broken;

    private KernelDetails(Path file, TraceContents contents) {
        this.file = file;
        this.strings = new StringPool.Cache(contents.strings);
        this.texts = new Texts(strings);
        this.blocks = new EventBlocks(contents.events);
    }

    /** Adds the rows of a file to a trace. Returns what is wrong with the file, one line each. */
    static List<String> add(Path file, TraceContents contents) throws IngestException {
        return new KernelDetails(file, contents).add();
    }

    private List<String> add() throws IngestException {
        List<String> warnings = new ArrayList<>();
        try (MappingIterator<String[]> lines = new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .readValues(file.toFile())) {
            List<String> columns = lines.hasNext() ? Arrays.asList(lines.next()) : List.of();
            int name = columns.indexOf(NAME);
            int start = columns.indexOf(START);
            if (name < 0 || start < 0) {
                return List.of(file + ": not used, expected columns " + NAME + " and " + START);
            }
            while (lines.hasNext()) {
                add(columns, lines.next(), name, start);
            }
        } catch (RuntimeJsonMappingException e) {
            warnings.add(file + ": what follows is not used: " + firstLine(e));
        } catch (IOException e) {
            if (e instanceof IngestException failed) {
                throw failed;
            }
            warnings.add(file + ": what follows is not used: " + firstLine(e));
        }
        blocks.seal();
        if (broken > 0) {
            warnings.add(
                    file + ": " + broken + " rows are broken, expected as many fields as columns and a start in us");
        }
        return warnings;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void add(List<String> columns, String[] fields, int name, int start) throws IOException {
        row.clear();
        texts.clear();
        if (fields.length != columns.size() || !takeStart(fields[start].strip())) {
            broken++;
            return;
        }
        row.kind = EventKind.KERNEL;
        row.present = EventFields.ATTACHED;
        row.duration = Long.MAX_VALUE;
        byte[] kernel = fields[name].getBytes(UTF_8);
        row.strings[EventFields.NAME] = texts.reference(kernel, 0, kernel.length);
        row.args = arguments(columns, fields);
        row.argsOffset = 0;
        row.argsLength = row.args.length;
        row.inline = texts.inlineBytes();
        blocks.add(row);
    }

    private boolean takeStart(String micros) {
        try {
            row.start = new BigDecimal(micros)
                            .movePointRight(DIGITS_OF_NANOS)
                            .setScale(0, RoundingMode.HALF_EVEN)
                            .longValueExact()
                    - EventFields.rowTolerance(EventKind.KERNEL);
            return true;
        } catch (ArithmeticException | NumberFormatException e) {
            return false;
        }
    }

    /** Takes the counters of a row; what else it says, as a JSON object. */
    private byte[] arguments(List<String> columns, String[] fields) throws IOException {
        ByteArrayOutputStream args = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(args)) {
            out.writeStartObject();
            for (int i = 0; i < fields.length; i++) {
                String column = columns.get(i);
                String field = fields[i].strip();
                boolean said = !field.isEmpty() && !field.equals(ABSENT);
                boolean known = column.equals(NAME) || column.equals(START) || column.equals(DURATION);
                if (said && !known && !takeCounter(column, field)) {
                    out.writeStringField(column, field);
                }
            }
            out.writeEndObject();
        }
        return args.size() <= MOST_ARGS_BYTES ? args.toByteArray() : "{}".getBytes(UTF_8);
    }

    private boolean takeCounter(String column, String field) {
        if (NO_COUNTERS.contains(column)) {
            return false;
        }
        byte[] bytes = column.getBytes(UTF_8);
        int number = strings.number(bytes, 0, bytes.length);
        if (number == EventFields.NONE) {
            return false;
        }
        try {
            double value = Double.parseDouble(field);
            if (Double.isFinite(value)) {
                row.addCounter(number, value);
                return true;
            }
            return false;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
