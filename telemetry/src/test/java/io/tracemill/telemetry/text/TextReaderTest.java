package io.tracemill.telemetry.text;

import static io.tracemill.telemetry.sample.SampleSink.NO_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.Recorded;
import io.tracemill.telemetry.sample.Recorded.Refused;
import io.tracemill.telemetry.sample.Recorded.Sample;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {

    @Test
    void aSampleHasLabelsAValueAndATime() {
        Recorded read = Text.read(TextFormat.PROMETHEUS, "power{chip=\"0\", vdie=\"a b\" ,} 1.5e2 1723621883587\n");

        assertThat(read.samples)
                .containsExactly(new Sample(
                        RawSeries.of("power", Map.of("chip", "0", "vdie", "a b"), SampleKind.UNKNOWN),
                        1_723_621_883_587_000_000L,
                        150));
    }

    @Test
    void aLineMayLackAllButNameAndValueAndEndWithoutANewline() {
        assertThat(Text.read(TextFormat.PROMETHEUS, "\n  \t up\t 1  \r\nup{} 2").samples)
                .containsExactly(new Sample(up(), NO_TIME, 1), new Sample(up(), NO_TIME, 2));
    }

    @Test
    void namesAndValuesInQuotesHoldAnyText() {
        Recorded read = Text.read(TextFormat.PROMETHEUS, "{\"hw.power\",\"a label\"=\"}, \\\\ \\\" \\n \u4e2d\"} 7\n");

        assertThat(read.samples)
                .containsExactly(new Sample(
                        RawSeries.of("hw.power", Map.of("a label", "}, \\ \" \n \u4e2d"), SampleKind.UNKNOWN),
                        NO_TIME,
                        7));
    }

    @Test
    void theTypeOfAFamilyTellsTheKindsOfItsSamples() {
        Recorded read = Text.read(TextFormat.PROMETHEUS, """
                # HELP t latency
                # TYPE t histogram
                t_bucket{le="+Inf"} 3
                t_sum 4
                t_count 3
                # TYPE s summary
                s{quantile="0.5"} 1
                s_sum 1
                # TYPE g gauge
                g 1
                # TYPE c counter
                c 1
                c_total 1
                other 1
                """);

        assertThat(read.samples.stream()
                        .map(s -> s.series().metric() + " " + s.series().kind()))
                .containsExactly(
                        "t_bucket COUNTER",
                        "t_sum COUNTER",
                        "t_count COUNTER",
                        "s GAUGE",
                        "s_sum COUNTER",
                        "g GAUGE",
                        "c COUNTER",
                        "c_total COUNTER",
                        "other UNKNOWN");
    }

    @Test
    void aTypeThatChangesIsThatOfTheSamplesBehindIt() {
        Recorded read = Text.read(TextFormat.PROMETHEUS, "# TYPE a gauge\na 1\n# TYPE a counter\na 1\n");

        assertThat(read.samples.stream().map(s -> s.series().kind()))
                .containsExactly(SampleKind.GAUGE, SampleKind.COUNTER);
    }

    @Test
    void openMetricsHasSecondsExemplarsAndAnEnd() throws IOException {
        String text = "up 1 1520879607.789\nup 2 # {trace=\"a\"} 0.5 1.5\nup 3 -1 # {} 4\n# EOF\n";
        Recorded read = new Recorded();

        assertThat(new TextReader(TextFormat.OPEN_METRICS).read(bytes(text), read))
                .isTrue();
        assertThat(read.samples)
                .containsExactly(
                        new Sample(up(), 1_520_879_607_789_000_000L, 1),
                        new Sample(up(), NO_TIME, 2),
                        new Sample(up(), -1_000_000_000L, 3));
        assertThat(new TextReader(TextFormat.OPEN_METRICS).read(bytes("# EOF\nup 1\n"), read))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "up{a=\"1\"}",
                "up{a=\"1\" 1",
                "up{a=\"1} 1",
                "up{a=1} 1",
                "up{a=\"1\" b=\"2\"} 1",
                "up{a=\"1\",a=\"2\"} 1",
                "up{=\"1\"} 1",
                "up{,} 1",
                "up{a=\"\\t\"} 1",
                "up{\"down\"} 1",
                "{a=\"1\"} 1",
                "{\"\"} 1",
                "{\"a\",\"\"=\"x\"} 1",
                "1up 1",
                "up-time 1",
                "up 1 1.5",
                "up 1 2 3",
                "up 1 # {a=\"b\"} 1",
            })
    void aLineThatIsNotInTheFormatIsRefusedAndOnlyThatLine(String line) {
        Recorded read = Text.read(TextFormat.PROMETHEUS, "up 1\n" + line + "\nup 2\n");

        assertThat(read.samples).containsExactly(new Sample(up(), NO_TIME, 1), new Sample(up(), NO_TIME, 2));
        assertThat(read.reasons()).containsExactly(RefusalReason.MALFORMED);
        assertThat(read.refused.get(0).where()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"ERROR - FAILED TO CONVERT TO STRING", "0x1p3", "1d", "1_000", "1e", "--1", ".", "infinit"})
    void aTextInPlaceOfANumberIsRefused(String value) {
        assertThat(Text.read(TextFormat.PROMETHEUS, "up " + value + "\n").refused)
                .containsExactly(new Refused(
                        RefusalReason.NOT_A_NUMBER, 0, "a value must be a number but was \"" + value + '"'));
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Recorded read = new Recorded();
        new TextReader(TextFormat.PROMETHEUS)
                .read(new ByteArrayInputStream("up{a=\"\u00ff\"} 1\nup 1".getBytes(StandardCharsets.ISO_8859_1)), read);

        assertThat(read.refused).containsExactly(new Refused(RefusalReason.MALFORMED, 0, "text must be UTF-8"));
        assertThat(read.samples).hasSize(1);
    }

    @Test
    void aTimeThatNoLongHoldsIsRefused() {
        assertThat(Text.read(TextFormat.PROMETHEUS, "up 1 9223372036854775807\n")
                        .reasons())
                .containsExactly(RefusalReason.TIME_OUT_OF_RANGE);
        assertThat(Text.read(TextFormat.OPEN_METRICS, "up 1 1e10\n").reasons())
                .containsExactly(RefusalReason.TIME_OUT_OF_RANGE);
    }

    @Test
    void aLineBeyondTheLimitIsRefusedWhereverItIsCut() {
        for (int most : new int[] {1, 1000, 16 << 10, 1 << 20}) {
            String longLine = "up{a=\"" + "x".repeat(100_000) + "\"} 1";
            Recorded read = Text.read(TextFormat.PROMETHEUS, "up 1\n" + longLine + "\nup 2\n" + longLine, most);

            assertThat(read.samples).hasSize(2);
            assertThat(read.refused)
                    .containsExactly(
                            new Refused(RefusalReason.TOO_LONG, 5, "a line must have at most 65536 bytes"),
                            new Refused(
                                    RefusalReason.TOO_LONG,
                                    5 + longLine.length() + 1 + 5,
                                    "a line must have at most 65536 bytes"));
        }
    }

    @Test
    void aReaderKnowsTheSeriesOfTheScrapeBefore() throws IOException {
        TextReader reader = new TextReader(TextFormat.PROMETHEUS);
        Recorded read = new Recorded();
        reader.read(bytes("up{a=\"1\"} 1\n"), read);
        reader.read(bytes("up{a=\"1\"} 2\n"), read);

        assertThat(read.samples.get(1).series()).isSameAs(read.samples.get(0).series());
    }

    @Test
    void theTypesOfAFirstScrapeMakeAReaderForgetNothingOfIt() throws IOException {
        TextReader reader = new TextReader(TextFormat.PROMETHEUS);
        Recorded read = new Recorded();
        for (int scrape = 0; scrape < 2; scrape++) {
            reader.read(bytes("# TYPE a gauge\na{d=\"1\"} 1\n# TYPE b counter\nb{d=\"1\"} 2\n"), read);
        }

        assertThat(read.samples.get(2).series()).isSameAs(read.samples.get(0).series());
        assertThat(read.samples.get(3).series()).isSameAs(read.samples.get(1).series());
    }

    @Test
    void aTypeThatChangesIsThatOfItsFamilyOnlyWhereverItsNameIs() throws IOException {
        TextReader reader = new TextReader(TextFormat.PROMETHEUS);
        Recorded read = new Recorded();
        String samples = "a_total 1\na {d=\"1\"} 1\n{\"a\",d=\"1\"} 1\nb{d=\"1\"} 1\n";
        reader.read(bytes("# TYPE a gauge\n# TYPE b gauge\n" + samples + "# TYPE a counter\n" + samples), read);

        assertThat(read.samples)
                .extracting(sample -> sample.series().kind())
                .startsWith(SampleKind.GAUGE, SampleKind.GAUGE, SampleKind.GAUGE, SampleKind.GAUGE)
                .endsWith(SampleKind.COUNTER, SampleKind.COUNTER, SampleKind.COUNTER, SampleKind.GAUGE);
    }

    @Test
    void theMetricsOfADeviceShareItsLabels() throws IOException {
        Recorded read = new Recorded();
        new TextReader(TextFormat.PROMETHEUS).read(bytes("a{d=\"1\"} 1\nb{d=\"1\"} 1\na{d=\"2\"} 1\n"), read);

        assertThat(read.samples.get(1).series().values())
                .isSameAs(read.samples.get(0).series().values());
        assertThat(read.samples.get(2).series().metric())
                .isSameAs(read.samples.get(0).series().metric());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RawSeries up() {
        return RawSeries.of("up", Map.of(), SampleKind.UNKNOWN);
    }
}
