package io.tracemill.telemetry.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.sample.Recorded;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.sniff.FileSniffer;
import io.tracemill.telemetry.text.TextFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TelemetryFileTest {

    private static final String SCRAPE = """
            # TYPE node_time_seconds gauge
            node_time_seconds 1.7000000005e+09
            # TYPE node_uname_info gauge
            node_uname_info{nodename="N1.example.org",sysname="Linux"} 1
            """;

    private static FileFacts facts(String text) throws IOException {
        return file(text).survey(stream(text));
    }

    private static TelemetryFile file(String text) {
        return new TelemetryFile(FileSniffer.shape(text.getBytes(UTF_8)).orElseThrow(), ZoneOffset.UTC);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static Recorded read(String text) throws IOException, MessageRefusedException {
        Recorded recorded = new Recorded();
        file(text).read(stream(text), facts(text), 0, recorded);
        return recorded;
    }

    @Test
    void aScrapeOfANodeSaysWhenAndWhereItWasTaken() throws IOException {
        assertThat(facts(SCRAPE))
                .isEqualTo(new FileFacts(TextFormat.PROMETHEUS, 1_700_000_000_500_000_000L, true, "N1.example.org"));
    }

    @Test
    void severalScrapesInOneFileSayNothingOfAllSamples() throws IOException {
        assertThat(facts(SCRAPE + SCRAPE.replace("N1", "N2")))
                .isEqualTo(new FileFacts(TextFormat.PROMETHEUS, SampleSink.NO_TIME, true, null));
    }

    @Test
    void aTextThatEndsAsOpenMetricsDoesHasTimesInSeconds() throws IOException, MessageRefusedException {
        String text = "# TYPE up gauge\nup 1 1700000000.5\n";

        assertThat(read(text + "# EOF\n").samples)
                .extracting(Recorded.Sample::timeNanos)
                .containsExactly(1_700_000_000_500_000_000L);
        assertThat(read(text).reasons()).containsExactly(RefusalReason.MALFORMED);
    }

    @Test
    void eachFormatOfAFileIsRead() throws IOException, MessageRefusedException {
        String otlp = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"hw.power\",\"gauge\":"
                + "{\"dataPoints\":[{\"timeUnixNano\":\"1700000000000000000\",\"asDouble\":7}]}}]}]}]}\n";
        assertThat(read(otlp + "not JSON\n" + otlp).samples).hasSize(2);
        assertThat(read(otlp + "not JSON\n" + otlp).reasons()).containsExactly(RefusalReason.MALFORMED);
        assertThat(read("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":"
                                + "[{\"metric\":{\"__name__\":\"up\"},\"values\":[[1,\"1\"],[2,\"0\"]]}]}}")
                        .samples)
                .hasSize(2);
        assertThat(read("timestamp, power.draw [W]\n2026/11/30 06:44:09.123, 70.5 W\n").samples)
                .hasSize(1);
    }

    @Test
    void localTimesAreThoseOfTheZone() throws IOException, MessageRefusedException {
        String text = "timestamp, power.draw [W]\n1970/01/01 08:00:01.000, 70.5 W\n";
        Recorded recorded = new Recorded();
        TelemetryFile file =
                new TelemetryFile(FileSniffer.shape(text.getBytes(UTF_8)).orElseThrow(), ZoneId.of("Asia/Shanghai"));
        file.read(stream(text), file.survey(stream(text)), 0, recorded);

        assertThat(file.hasLocalTimes()).isTrue();
        assertThat(facts(text).lacksTimes()).isFalse();
        assertThat(facts("uuid, power.draw [W]\nGPU-1, 70.5 W\n").lacksTimes()).isTrue();
        assertThat(recorded.samples).extracting(Recorded.Sample::timeNanos).containsExactly(1_000_000_000L);
    }

    @Test
    @Timeout(60)
    void oneLineOfAGigabyteIsRefusedInLittleMemory() throws IOException, MessageRefusedException {
        for (String start : new String[] {"# TYPE up gauge\n", "timestamp, uuid, power.draw [W]\n"}) {
            Recorded recorded = new Recorded();
            file(start).read(new OneLine(start, 1L << 30), FileFacts.NONE, 0, recorded);

            assertThat(recorded.reasons()).containsExactly(RefusalReason.TOO_LONG);
        }
    }

    /** A text, and then one byte over and over. */
    private static final class OneLine extends InputStream {

        private final byte[] start;
        private final long length;
        private long at;

        OneLine(String start, long length) {
            this.start = start.getBytes(UTF_8);
            this.length = length;
        }

        @Override
        public int read() {
            return at == length ? -1 : at++ < start.length ? start[(int) at - 1] : 'a';
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            int n = (int) Math.min(count, length - at);
            for (int i = 0; i < n; i++) {
                buffer[offset + i] = (byte) read();
            }
            return n == 0 ? -1 : n;
        }
    }
}
