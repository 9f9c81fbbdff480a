package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.parse.TraceMetadata;
import io.tracemill.ingest.redact.Redaction;
import io.tracemill.ingest.redact.RedactionRules;
import io.tracemill.schemas.DateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceDateTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T23:59:59Z"), ZoneOffset.UTC);
    private static final long UPTIME_OF_43_DAYS = 3_743_411_222_487_000L;

    @TempDir
    Path directory;

    private Path file = Path.of("none");

    @BeforeEach
    void aFileOfLastYear() throws IOException {
        file = Files.writeString(directory.resolve("t.json"), "x");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-10-11T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"1750000000000000000, 2025-06-15", "946684800000000000, 2000-01-01", "4102444799999999999, 2099-12-31"})
    void theFirstEventTellsTheDayIfItsTimeIsAbsolute(long nanos, LocalDate day) {
        assertThat(date(nanos, new TraceMetadata(new Redaction(RedactionRules.NONE))))
                .isEqualTo(new TraceDate(day, DateSource.EVENTS));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, UPTIME_OF_43_DAYS, 946_684_799_999_999_999L, 4_102_444_800_000_000_000L})
    void relativeTimesLeaveItToTheFile(long nanos) {
        LocalDate day = LocalDate.of(2025, 10, 11);

        assertThat(date(nanos, new TraceMetadata(new Redaction(RedactionRules.NONE))))
                .isEqualTo(new TraceDate(day, DateSource.FILE_TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "baseTimeNanoseconds, 1700000000000000000, 2023-11-14",
        "traceName, '\"/a/host_7.1712195495406.pt.trace.json\"', 2024-04-04",
        "traceName, '\"host_7.1712195495406000123.pt.trace.json\"', 2024-04-04"
    })
    void metadataComesBeforeTheFile(String key, String json, LocalDate day) {
        TraceMetadata metadata = new TraceMetadata(new Redaction(RedactionRules.NONE));
        metadata.put(key, json.getBytes(UTF_8));

        assertThat(date(UPTIME_OF_43_DAYS, metadata)).isEqualTo(new TraceDate(day, DateSource.METADATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"9999999999999999999\"", "\"0000000000000\"", "\"17121954954061\"", "\"trace\""})
    void aNameWithoutATimeTellsNothing(String name) {
        TraceMetadata metadata = new TraceMetadata(new Redaction(RedactionRules.NONE));
        metadata.put("traceName", name.getBytes(UTF_8));

        assertThat(date(0, metadata).source()).isEqualTo(DateSource.FILE_TIME);
    }

    @Test
    void aFileWithoutATimeHasTheDayOfItsIngest() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThat(date(0, new TraceMetadata(new Redaction(RedactionRules.NONE))))
                .isEqualTo(new TraceDate(LocalDate.of(2026, 3, 4), DateSource.INGEST_DAY));
    }

    @Test
    void theBatchesSayTheDayAndTheHeaderItsSource() throws IngestException, IOException {
        Files.writeString(file, "[{\"ph\":\"X\",\"name\":\"a\",\"ts\":5,\"dur\":1}]");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-10-11T12:00:00Z")));

        Ingested trace = Ingested.of(file, Ingested.config());

        assertThat(trace.batches().get(0).getDate()).isEqualTo("2025-10-11");
        assertThat(trace.batches().get(0).getHeader().getDateSource()).isEqualTo(DateSource.FILE_TIME);
    }

    private TraceDate date(long firstNanos, TraceMetadata metadata) {
        return TraceDate.of(firstNanos, metadata, file, CLOCK);
    }
}
