package io.tracemill.telemetry.remotewrite;

import static io.tracemill.telemetry.remotewrite.WriteRequestBytes.bytes;
import static io.tracemill.telemetry.remotewrite.WriteRequestBytes.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class RemoteWriteReaderTest {

    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private final RemoteWriteReader reader = new RemoteWriteReader(MessageLimits.DEFAULT);
    private final Collected read = new Collected();

    @Test
    void oneBadSampleNeverLosesTheRest() throws MessageRefusedException {
        byte[] body = new WriteRequestBytes()
                .series(
                        List.of("__name__", "up", "instance", "n1:9400"),
                        sample(1_700_000_000_123L, 1),
                        sample(Long.MAX_VALUE, 1),
                        sample(-5, 1),
                        sample(2, STALE),
                        sample(3, Double.NaN))
                .series(List.of("instance", "n1"), sample(1, 1))
                .series(List.of("__name__", "twice", "a", "1", "a", "2"), sample(1, 1))
                .series(List.of("__name__", "native"), bytes(4, new byte[0]), sample(1, 2))
                .body();

        reader.read(body, read);

        assertThat(read.samples())
                .containsExactly(
                        "up{instance=\"n1:9400\"} UNKNOWN 1700000000123000000 1.0",
                        "up{instance=\"n1:9400\"} UNKNOWN 3000000 NaN",
                        "native{} UNKNOWN 1000000 2.0");
        assertThat(read.refused())
                .containsExactly(
                        "TIME_OUT_OF_RANGE: up: a time must be within 1970 and 2262",
                        "TIME_OUT_OF_RANGE: up: a time must be within 1970 and 2262",
                        "STALE: up: the series has ended",
                        "MALFORMED: a metric must have a name",
                        "MALFORMED: a label must have a name, and only once: a",
                        "UNSUPPORTED: native: only histograms with buckets as series are read");
    }

    @Test
    void theSizeIsCheckedBeforeUncompressing() throws IOException {
        byte[] zeros = Snappy.compress(new byte[(16 << 20) + 1]);
        assertThat(zeros.length).isLessThan(1 << 20);

        assertThatThrownBy(() -> reader.read(zeros, read))
                .isInstanceOf(MessageRefusedException.class)
                .hasMessage("a message must hold at most 16777216 bytes but has 16777217");
    }

    @Test
    void aTruncatedRequestIsRefusedWhole() {
        byte[] body = new WriteRequestBytes()
                .series(List.of("__name__", "up"), sample(1, 1))
                .body();

        assertThatThrownBy(() -> reader.read(Arrays.copyOf(body, body.length - 3), read))
                .isInstanceOfSatisfying(
                        MessageRefusedException.class,
                        refused -> assertThat(refused.why()).isEqualTo(Why.MALFORMED));
        assertThat(read.samples()).isEmpty();
    }

    @Test
    void anotherVersionOrCompressionIsToldByTheHeaders() throws MessageRefusedException {
        RemoteWriteReader.checkHeaders("application/x-protobuf", "snappy", null);
        RemoteWriteReader.checkHeaders("application/x-protobuf; proto=prometheus.WriteRequest", "snappy", "0.1.0");

        assertThatThrownBy(() -> RemoteWriteReader.checkHeaders(
                        "application/x-protobuf;proto=io.prometheus.write.v2.Request", "snappy", "2.0.0"))
                .isInstanceOfSatisfying(
                        MessageRefusedException.class,
                        refused -> assertThat(refused.why()).isEqualTo(Why.UNSUPPORTED))
                .hasMessage("remote write 1.0 is read, with Content-Type: application/x-protobuf, but the header was"
                        + " application/x-protobuf;proto=io.prometheus.write.v2.Request");
        assertThatThrownBy(() -> RemoteWriteReader.checkHeaders("application/x-protobuf", null, "0.1.0"))
                .hasMessage("Content-Encoding must be snappy but was null");
        assertThatThrownBy(() -> RemoteWriteReader.checkHeaders("application/x-protobuf", "snappy", "2.0.0"))
                .hasMessage("remote write 1.0 is read but X-Prometheus-Remote-Write-Version was 2.0.0");
    }
}
