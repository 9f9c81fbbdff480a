package io.tracemill.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.SpanBatch;
import io.tracemill.storage.ExpectedRows;
import io.tracemill.storage.RandomRecords;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.RecordAssembler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowFileTest {

    static List<Dataset<?, ?>> datasets() {
        return Datasets.ALL;
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("datasets")
    void everyRecordReadsBackAsItWas(Dataset<?, ?> dataset) throws IOException {
        roundTrip(dataset);
    }

    private <A extends SpecificRecord, R> void roundTrip(Dataset<A, R> dataset) throws IOException {
        RandomRecords random = new RandomRecords(7);
        List<A> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            A record = random.next(dataset.type(), "a=b/c %2", "2026-03-01");
            if (record instanceof SpanBatch batch) {
                batch.setSequence(i);
            }
            if (ExpectedRows.read(dataset, record).isPresent()) {
                records.add(record);
            }
        }
        Path file = file(dataset, records.get(0));
        write(dataset, file, records);

        List<A> back = new ArrayList<>();
        RecordAssembler assembler = dataset.assembler().apply(back::add);
        RowFileReader.read(file, assembler::add);
        assembler.end();

        assertThat(table(dataset, back)).isEqualTo(table(dataset, records));
        if (!Set.of("spans", "telemetry").contains(dataset.name())) {
            assertThat(back).isEqualTo(records);
        }
    }

    @Test
    void aFooterSaysWhichRecordsAFileHolds() throws IOException {
        SpanBatch batch = new RandomRecords(1).next(SpanBatch.class, "r", "2026-03-01");
        Path file = file(Datasets.SPANS, batch);
        write(Datasets.SPANS, file, List.of(batch));

        assertThat(RowFileReader.footer(file))
                .isEqualTo(new FileFooter(new OffsetRange("cluster", "topic", 3, 10, 20), "me"));
    }

    @Test
    void aFileThatIsNoParquetIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("x.parquet"), "not at all a Parquet file");

        assertThatThrownBy(() -> RowFileReader.footer(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private <A extends SpecificRecord, R> Path file(Dataset<A, R> dataset, A record) throws IOException {
        Path parent = directory.resolve(
                ExpectedRows.read(dataset, record).orElseThrow().partition().directory());
        return Files.createDirectories(parent).resolve("x.parquet");
    }

    static <A extends SpecificRecord, R> void write(Dataset<A, R> dataset, Path file, List<A> records)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            RowFileWriter<A, R> writer = RowFileWriter.to(out, dataset);
            for (A record : records) {
                writer.write(ExpectedRows.read(dataset, record).orElseThrow());
            }
            writer.finish(new FileFooter(new OffsetRange("cluster", "topic", 3, 10, 20), "me"));
        }
    }

    private static <A extends SpecificRecord> List<List<@Nullable Object>> table(
            Dataset<A, ?> dataset, List<A> records) {
        return records.stream()
                .flatMap(record -> ExpectedRows.of(dataset, record).stream())
                .toList();
    }
}
