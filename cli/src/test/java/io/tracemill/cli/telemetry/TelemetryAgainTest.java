package io.tracemill.cli.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RefusalReason;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What is read again, and what is not. */
class TelemetryAgainTest extends IngestOfTelemetry {

    @Test
    void aFileIsReadOnceUnderWhateverNameAndCompression() throws Exception {
        TelemetryIngest ingest = ingest();
        Path first = file("a.prom", POWER);
        Path packed = dir.resolve("b.prom.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(POWER.getBytes(UTF_8));
        }

        ingest.ingest(first);

        assertThat(ingest.ingest(packed)).isEqualTo(new TelemetryOutcome.AlreadyRead(packed, first.toString()));
        assertThat(sent.times()).hasSize(1);
        assertThat(ingest("n2", new SampleTime(NOON, false), false).ingest(packed))
                .isInstanceOf(TelemetryOutcome.Read.class);
    }

    @Test
    void equalScrapesOfTwoTimesAreBothRead() throws Exception {
        TelemetryIngest ingest = ingest("n1", SampleTime.MODIFIED, true);
        for (int i = 0; i < 2; i++) {
            Path scrape = file("a" + i + ".prom", POWER);
            Path table = file("b" + i + ".csv", "uuid, power.draw [W]\nGPU-2, 70.5 W\n");
            Files.setLastModifiedTime(scrape, FileTime.from(NOON.plusSeconds(i)));
            Files.setLastModifiedTime(table, FileTime.from(NOON.plusSeconds(i)));
            assertThat(ingest.ingest(scrape)).isInstanceOf(TelemetryOutcome.Read.class);
            assertThat(ingest.ingest(table)).isInstanceOf(TelemetryOutcome.Read.class);
            assertThat(ingest.ingest(table)).isInstanceOf(TelemetryOutcome.AlreadyRead.class);
        }

        Path again = dir.resolve("b0.csv");
        Files.setLastModifiedTime(again, FileTime.from(NOON.plusSeconds(2)));
        assertThat(read(ingest.ingest(again)).totals().published()).isEqualTo(1);
        assertThat(sent.times()).hasSize(5);
    }

    @Test
    void aLogIsReadAgainInAnotherZoneOnly() throws Exception {
        Path log = file("smi.log", LOG);
        TelemetryIngest first = ingest();
        first.ingest(log);
        Map<String, String> known = first.readBefore();
        TelemetrySettings settings = new TelemetrySettings(
                "n1", new SampleTime(NOON, false), ZoneOffset.ofHours(8), QuantityTable.own(), false);

        assertThat(new TelemetryIngest(settings, known, () -> sent).ingest(log))
                .isInstanceOf(TelemetryOutcome.Read.class);
        assertThat(new TelemetryIngest(
                                new TelemetrySettings(
                                        "n1", SampleTime.MODIFIED, ZoneOffset.UTC, QuantityTable.own(), true),
                                known,
                                () -> sent)
                        .ingest(log))
                .isInstanceOf(TelemetryOutcome.AlreadyRead.class);
    }

    @Test
    void ofALogThatHasGrownOnlyLaterRowsAreNew() throws Exception {
        TelemetryIngest ingest = ingest();
        Path log = file("smi.log", LOG);
        ingest.ingest(log);
        Files.writeString(log, LOG + "2026/11/30 06:44:10.000, GPU-1, 71 W\n2026/11/30 06:44:10.000, GPU-2, 72 W\n");

        TelemetryOutcome.Read grown = read(ingest.ingest(log));

        assertThat(grown.totals()).isEqualTo(new ReadingTotals(3, 2, Map.of(), 1, 0));
        assertThat(sent.times()).hasSize(3);
    }

    @Test
    void aLogThatWasReplacedIsReadFromItsStart() throws Exception {
        TelemetryIngest ingest = ingest();
        Path log = file("smi.log", LOG);
        ingest.ingest(log);
        Files.writeString(log, LOG.replace("06:44", "05:33") + "2026/11/30 05:33:10.000, GPU-1, 71 W\n");

        assertThat(read(ingest.ingest(log)).totals()).isEqualTo(new ReadingTotals(2, 2, Map.of(), 0, 0));
    }

    @Test
    void ofLinesThatGrowOnlyWholeOnesThatAreNewAreRead() throws Exception {
        TelemetryIngest ingest = ingest("n1", SampleTime.UNKNOWN, true);
        Path lines = file("a.jsonl", point(1).strip());
        assertThat(ingest.ingest(lines)).isInstanceOf(TelemetryOutcome.CutOff.class);

        Files.writeString(lines, point(1) + "no JSON\n" + point(2).substring(0, 30));
        TelemetryOutcome.Read first = read(ingest.ingest(lines));
        assertThat(first.totals()).isEqualTo(new ReadingTotals(2, 1, Map.of(RefusalReason.MALFORMED, 1L), 0, 0));
        assertThat(first.warnings())
                .containsExactly(lines + ": its last line has no end yet: it is read once it has one");

        Files.writeString(lines, point(1) + "no JSON\n" + point(2) + "nor this\n");
        TelemetryOutcome.Read grown = read(ingest.ingest(lines));
        assertThat(grown.totals()).isEqualTo(new ReadingTotals(3, 1, Map.of(RefusalReason.MALFORMED, 1L), 1, 0));
        assertThat(grown.faults())
                .singleElement()
                .asString()
                .startsWith("at " + (2 * point(1).length() + 8) + ": expected one JSON object per line");
        assertThat(sent.times()).containsExactly(1L, 2L);
        assertThat(ingest.readBefore()).hasSize(1);

        Files.writeString(lines, "{\"resourceM", StandardOpenOption.APPEND);
        assertThat(ingest.ingest(lines)).isEqualTo(new TelemetryOutcome.AlreadyRead(lines, lines.toString()));
    }

    private static String point(int second) {
        return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"hw.power\",\"gauge\":{\"dataPoints\":"
                + "[{\"timeUnixNano\":\"" + second + "000000000\",\"asDouble\":7}]}}]}]}]}\n";
    }

    @Test
    void readingsThatDidNotArriveAreReadAgain() throws Exception {
        TelemetryIngest ingest = ingest();
        Path log = file("smi.log", LOG + "2026/11/30 06:44:10.000, GPU-2, 72 W\n");
        sent.away = true;
        assertThatThrownBy(() -> ingest.ingest(log)).isInstanceOf(TimeoutException.class);
        sent.away = false;
        sent.batches.clear();

        TelemetryOutcome.Read again = read(ingest.ingest(log));

        assertThat(again.totals()).isEqualTo(new ReadingTotals(2, 2, Map.of(), 0, 0));
        assertThat(sent.times()).hasSize(2);
    }
}
