package io.tracemill.cli.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.ingest.IngestException;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.sample.RefusalReason;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class TelemetryIngestTest extends IngestOfTelemetry {

    @Test
    void samplesWithoutATimeHaveThatWhichIsSaid() throws Exception {
        Path file = file("a.txt", POWER);
        Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(7)));

        read(ingest().ingest(file));
        read(ingest(null, SampleTime.MODIFIED, false).ingest(file));

        assertThat(sent.times()).containsExactly(NOON.getEpochSecond(), NOON.getEpochSecond() + 7);
        TelemetryOutcome.Read none =
                read(ingest(null, SampleTime.UNKNOWN, false).ingest(file));
        assertThat(none.totals()).isEqualTo(new ReadingTotals(1, 0, Map.of(RefusalReason.NO_TIME, 1L), 0, 0));
        assertThat(IngestedTelemetry.refused(none))
                .isEqualTo("1 of 1 sample gave no reading: 1 of no known time (--sample-time says when)");
    }

    @Test
    void aScrapeOfANodeNeedsNoOptions() throws Exception {
        TelemetryOutcome.Read scrape = read(ingest(null, SampleTime.UNKNOWN, false)
                .ingest(file("a.prom", "node_time_seconds 1.7e9\nnode_uname_info{nodename=\"N7\"} 1\nnode_load1 3\n")));

        assertThat(scrape.sources())
                .containsExactly(new SourceUse(
                        "n7", "node_exporter N7", 3, 1_700_000_000_000_000_000L, 1_700_000_000_000_000_000L));
    }

    @Test
    void whatNamesNoNodeIsRefused() throws Exception {
        TelemetryOutcome.Read log = read(ingest(null, SampleTime.UNKNOWN, false).ingest(file("a.csv", LOG)));

        assertThat(IngestedTelemetry.isUseless(log)).isTrue();
        assertThat(IngestedTelemetry.refused(log))
                .isEqualTo("1 of 1 sample gave no reading: 1 of no known node (--node says which)");
    }

    @Test
    void aDamagedFileIsReadUpToItsDamage() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 20_000; i++) {
                out.write(("node_cpu_seconds_total{cpu=\"" + i + "\"} " + i * 7919L % 1000 + "\n").getBytes(UTF_8));
            }
        }
        Path cut = dir.resolve("a.prom.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        TelemetryOutcome.Read read = read(ingest().ingest(cut));

        assertThat(read.totals().published()).isEqualTo(5000);
        assertThat(read.warnings())
                .singleElement()
                .asString()
                .matches(".*a\\.prom\\.gz: byte \\d+: the compressed file is cut off here, expected more data");
        assertThat(ingest("n1", SampleTime.MODIFIED, true).ingest(cut)).isInstanceOf(TelemetryOutcome.CutOff.class);
    }

    @Test
    void badLinesLoseThemselvesAndTheFirstAreNamed() throws Exception {
        Path file = file("a.prom", POWER + "}{\n".repeat(2000) + "DCGM_FI_DEV_POWER_USAGE{UUID=\"GPU-2\"} N/A\n");

        TelemetryOutcome.Read read = read(ingest().ingest(file));

        assertThat(read.totals())
                .isEqualTo(new ReadingTotals(
                        2002, 1, Map.of(RefusalReason.MALFORMED, 2000L, RefusalReason.NOT_A_NUMBER, 1L), 0, 0));
        assertThat(read.lost()).isEqualTo(2000);
        assertThat(read.faults()).hasSize(3).allMatch(fault -> fault.startsWith("at "));
        assertThat(sent.letters)
                .hasSize(1000)
                .allMatch(letter -> letter.getReason().equals("reading"));
    }

    @Test
    void anAnswerThatIsCutGivesWhatComesBefore() throws Exception {
        Path file = file(
                "a.json",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                        + "{\"metric\":{\"__name__\":\"up\"},\"values\":[[1,\"1\"],[2,");

        TelemetryOutcome.Read read = read(ingest().ingest(file));

        assertThat(read.totals().published()).isEqualTo(1);
        assertThat(read.warnings()).singleElement().asString().endsWith("; what came before was read");
    }

    @Test
    void whatIsNoTelemetryIsSaidInALine() throws Exception {
        Path empty = file("a.prom", "");
        Path binary = Files.write(dir.resolve("b.prom"), new byte[] {0, 1, 2, 3});

        assertThatThrownBy(() -> ingest().ingest(empty))
                .isInstanceOf(IngestException.class)
                .hasMessage(empty + ": byte 0: the file is empty, expected a trace or telemetry");
        assertThatThrownBy(() -> ingest().ingest(binary))
                .hasMessage(binary + ": is no telemetry in a format that is read from files");
        assertThat(sent.batches).isEmpty();
    }
}
