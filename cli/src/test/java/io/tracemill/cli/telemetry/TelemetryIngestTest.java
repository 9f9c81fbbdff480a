package io.tracemill.cli.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RefusalReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryIngestTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final String POWER = """
            # TYPE DCGM_FI_DEV_POWER_USAGE gauge
            DCGM_FI_DEV_POWER_USAGE{UUID="GPU-1",hostname="n1"} 70
            """;
    private static final String LOG = "timestamp, uuid, power.draw [W]\n2026/11/30 06:44:09.000, GPU-1, 70.5 W\n";

    @TempDir
    private Path dir;

    private final InMemory sent = new InMemory();

    /** Keeps what it is given. */
    private static final class InMemory implements ReadingDestination {

        private final List<TelemetryBatch> batches = new ArrayList<>();
        private final List<DeadLetter> letters = new ArrayList<>();
        private boolean away;

        @Override
        public void publish(TelemetryBatch batch) {
            batches.add(batch);
        }

        @Override
        public void reject(DeadLetter letter) {
            letters.add(letter);
        }

        @Override
        public void flush() {
            if (away) {
                throw new TimeoutException("the brokers did not take readings in time");
            }
        }

        @Override
        public void close() {}

        private List<Long> times() {
            return batches.stream()
                    .flatMap(batch -> batch.getSamples().stream())
                    .map(sample -> sample.getTimeNs() / 1_000_000_000)
                    .toList();
        }
    }

    private TelemetryIngest ingest(@Nullable String node, SampleTime time, boolean wholeOnly) {
        TelemetrySettings settings = new TelemetrySettings(node, time, ZoneOffset.UTC, QuantityTable.own(), wholeOnly);
        return new TelemetryIngest(settings, Map.of(), () -> sent);
    }

    private TelemetryIngest ingest() {
        return ingest("n1", new SampleTime(NOON, false), false);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private static TelemetryOutcome.Read read(TelemetryOutcome outcome) {
        return (TelemetryOutcome.Read) outcome;
    }

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
                .startsWith(lines + ": at " + (2 * point(1).length() + 8) + ": ");
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
        assertThat(read.faults()).hasSize(3).allMatch(fault -> fault.startsWith(file + ": at "));
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
                .hasMessage(empty + ": byte 0: the file is empty, expected a JSON trace");
        assertThatThrownBy(() -> ingest().ingest(binary))
                .hasMessage(binary + ": is no telemetry in a format that is read from files");
        assertThat(sent.batches).isEmpty();
    }
}
