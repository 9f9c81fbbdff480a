package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.Row;
import java.io.IOException;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some traces in a file. A page holds rows of many traces, so their ids are read first: where pages can be
 * found by their rows, no row of another trace becomes an object.
 */
final class TraceRows {

    /** The column of the ids. */
    static final String ID = "trace_id";

    private final Set<String> traceIds;
    private final Set<Binary> ids;

    TraceRows(Set<String> traceIds) {
        this.traceIds = traceIds;
        this.ids = traceIds.stream().map(Binary::fromString).collect(Collectors.toSet());
    }

    /** A filter for the row groups and pages that may hold rows of the traces; the reader must be opened with it. */
    FilterCompat.Filter filter() {
        return FilterCompat.get(FilterApi.in(FilterApi.binaryColumn(ID), ids));
    }

    /** Passes a row to the sink if it is of one of the traces. */
    void pass(Row row, Consumer<Row> sink) {
        if (traceIds.contains(String.valueOf(row.get(ID)))) {
            sink.accept(row);
        }
    }

    /**
     * Pages of a row group, with the rows of the traces and no others; null if there are none. Without an index of
     * offsets, as in a merged file, they have all its rows, and each is to be asked whose it is.
     *
     * @param schema columns to read, with {@code trace_id}
     */
    @Nullable
    PageReadStore of(ParquetFileReader reader, int group, MessageType schema) throws IOException {
        reader.setRequestedSchema(schema);
        if (!hasOffsets(reader.getRowGroups().get(group))) {
            return reader.readRowGroup(group);
        }
        if (reader.getRowRanges(group).rowCount() == 0) { // the reader keeps the indexes of these columns
            return null;
        }
        RowRanges rows = rows(reader, group, new MessageType(schema.getName(), schema.getType(ID)));
        reader.setRequestedSchema(schema);
        return rows.rowCount() == 0 ? null : reader.readFilteredRowGroup(group, rows);
    }

    private static boolean hasOffsets(BlockMetaData group) {
        return group.getColumns().stream().allMatch(column -> column.getOffsetIndexReference() != null);
    }

    private RowRanges rows(ParquetFileReader reader, int group, MessageType idOnly) throws IOException {
        reader.setRequestedSchema(idOnly);
        PageReadStore pages = reader.readFilteredRowGroup(group);
        RecordReader<Boolean> wanted = new ColumnIOFactory().getColumnIO(idOnly).getRecordReader(pages, new Match(ids));
        PrimitiveIterator.OfLong places = pages.getRowIndexes()
                .orElseGet(() -> LongStream.range(0, pages.getRowCount()).iterator());
        RowRanges.Builder found = RowRanges.builder();
        while (places.hasNext()) {
            long place = places.nextLong();
            if (wanted.read()) {
                found.addSelectedRow(place);
            }
        }
        return found.build();
    }

    /** Whether a row is of one of the traces. */
    private static final class Match extends RecordMaterializer<Boolean> {

        private final GroupConverter root;
        private boolean isWanted;

        Match(Set<Binary> ids) {
            PrimitiveConverter id = new PrimitiveConverter() {
                private boolean[] wanted = {};

                @Override
                public boolean hasDictionarySupport() {
                    return true;
                }

                @Override
                public void setDictionary(Dictionary dictionary) {
                    wanted = new boolean[dictionary.getMaxId() + 1];
                    for (int i = 0; i < wanted.length; i++) {
                        wanted[i] = ids.contains(dictionary.decodeToBinary(i));
                    }
                }

                @Override
                public void addValueFromDictionary(int place) {
                    isWanted = wanted[place];
                }

                @Override
                public void addBinary(Binary value) {
                    isWanted = ids.contains(value);
                }
            };
            this.root = new GroupConverter() {
                @Override
                public Converter getConverter(int field) {
                    return id;
                }

                @Override
                public void start() {
                    isWanted = false;
                }

                @Override
                public void end() {}
            };
        }

        @Override
        public Boolean getCurrentRecord() {
            return isWanted;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}
