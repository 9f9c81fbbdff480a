package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** A reader of published files. Its errors name the file. */
public final class RowFileReader {

    private RowFileReader() {}

    /** The footer's part about the records in a file. */
    public static FileFooter footer(Path file) throws IOException {
        try (ParquetFileReader reader = open(file, FilterCompat.NOOP)) {
            return FileFooter.of(reader.getFooter().getFileMetaData().getKeyValueMetaData());
        } catch (IOException | RuntimeException e) {
            throw named(file, e);
        }
    }

    /** The number of rows of a file, from its footer. */
    public static long rowCount(Path file) throws IOException {
        try (ParquetFileReader reader = open(file, FilterCompat.NOOP)) {
            return reader.getRecordCount();
        } catch (IOException | RuntimeException e) {
            throw named(file, e);
        }
    }

    /** Passes every row to the sink, with all its columns. */
    public static void read(Path file, Consumer<Row> sink) throws IOException {
        read(file, Set.of(), sink);
    }

    /** Passes every row to the sink, with the named columns only. */
    public static void read(Path file, Set<String> columns, Consumer<Row> sink) throws IOException {
        read(file, FilterCompat.NOOP, columns, sink, (reader, group, schema) -> {
            reader.setRequestedSchema(schema);
            return reader.readRowGroup(group);
        });
    }

    /**
     * Passes the rows of some traces to the sink, with all their columns. Pages without such rows are not read.
     */
    public static void readTraces(Path file, Set<String> traceIds, Consumer<Row> sink) throws IOException {
        readTraces(file, traceIds, Set.of(), sink);
    }

    /** Passes the rows of some traces to the sink, with {@code trace_id} and the named columns only. */
    public static void readTraces(Path file, Set<String> traceIds, Set<String> columns, Consumer<Row> sink)
            throws IOException {
        TraceRows rows = new TraceRows(traceIds);
        Set<String> read = new HashSet<>(columns);
        if (!columns.isEmpty()) {
            read.add(TraceRows.ID); // without it nobody knows whose row it is
        }
        read(file, rows.filter(), read, row -> rows.pass(row, sink), rows::of);
    }

    /** Reads the pages of a row group that hold what is wanted; null if there is nothing. */
    @FunctionalInterface
    private interface WantedRows {
        @Nullable
        PageReadStore of(ParquetFileReader reader, int group, MessageType schema) throws IOException;
    }

    private static void read(
            Path file, FilterCompat.Filter filter, Set<String> columns, Consumer<Row> sink, WantedRows wanted)
            throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        try (ParquetFileReader reader = open(file, filter)) {
            if (directory == null) {
                throw new IOException("stands in no directory");
            }
            HivePartition partition = HivePartition.of(directory);
            MessageType schema = project(reader.getFooter().getFileMetaData().getSchema(), columns);
            MessageColumnIO io = new ColumnIOFactory().getColumnIO(schema);
            for (int group = 0; group < reader.getRowGroups().size(); group++) {
                PageReadStore pages = wanted.of(reader, group, schema);
                if (pages != null) {
                    pass(io.getRecordReader(pages, new Rows(schema, partition)), pages.getRowCount(), sink);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw named(file, e);
        }
    }

    private static void pass(RecordReader<Row> rows, long count, Consumer<Row> sink) {
        for (long i = 0; i < count; i++) {
            sink.accept(rows.read());
        }
    }

    private static MessageType project(MessageType schema, Set<String> columns) {
        if (columns.isEmpty()) {
            return schema;
        }
        return new MessageType(
                schema.getName(),
                schema.getFields().stream()
                        .filter(field -> columns.contains(field.getName()))
                        .toList());
    }

    private static ParquetFileReader open(Path file, FilterCompat.Filter filter) throws IOException {
        return ParquetFileReader.open(new LocalInputFile(file), ReadOptions.of(filter));
    }

    private static IOException named(Path file, Exception e) {
        String message = String.valueOf(e.getMessage());
        boolean foreign = message.contains("is not a Parquet file");
        return new IOException(file + ": " + (foreign ? "not a Parquet file, or a truncated one" : message), e);
    }

    private static final class Rows extends RecordMaterializer<Row> {
        private final HivePartition partition;
        private final GroupConverter root;
        private Map<String, Object> values = new HashMap<>();

        Rows(MessageType schema, HivePartition partition) {
            this.partition = partition;
            this.root = RowConverters.struct(schema, read -> values = read);
        }

        @Override
        public Row getCurrentRecord() {
            return new Row(partition, values);
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}
