package io.tracemill.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.telemetry.csv.NvidiaSmiReader;
import io.tracemill.telemetry.influx.InfluxReader;
import io.tracemill.telemetry.json.AdapterJsonReader;
import io.tracemill.telemetry.json.QueryRangeReader;
import io.tracemill.telemetry.json.TelegrafJsonReader;
import io.tracemill.telemetry.json.VectorJsonReader;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.otlp.OtlpMessages;
import io.tracemill.telemetry.otlp.OtlpReader;
import io.tracemill.telemetry.remotewrite.RemoteWriteReader;
import io.tracemill.telemetry.remotewrite.WriteRequestBytes;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.sniff.Sniffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever comes, a reader gives, refuses, or throws that which it declares; a refused message leaves nothing. */
class HostileMessagesTest {

    private static final MessageLimits LIMITS = new MessageLimits(1 << 16, 32, 8, 64);

    private static final String POINT =
            "{\"name\": \"m\", \"tags\": {\"a\": \"b\"}, \"fields\": {\"gauge\": 1, \"t\": \"x\"},"
                    + " \"timestamp\": 1700000000}";

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "otlp-protobuf",
                    OtlpMessages.everyForm().toByteArray(),
                    (bytes, sink) -> new OtlpReader(LIMITS).readProtobuf(bytes, sink)),
            new Kind(
                    "otlp-json",
                    ("{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"name\": \"m\", \"gauge\":"
                                    + " {\"dataPoints\": [{\"timeUnixNano\": \"17\", \"asInt\": \"1\"}]}}]}]}]}")
                            .getBytes(UTF_8),
                    (bytes, sink) -> new OtlpReader(LIMITS).readJson(bytes, sink)),
            new Kind(
                    "remote-write",
                    new WriteRequestBytes()
                            .series(
                                    List.of("__name__", "up", "a", "b"),
                                    WriteRequestBytes.sample(1_700_000_000_000L, 1))
                            .body(),
                    (bytes, sink) -> new RemoteWriteReader(LIMITS).read(bytes, sink)),
            new Kind(
                    "influx",
                    "m,a=b f=1,g=2i,h=\"t\" 1700000000000000000\nm\\ n f=t\n".getBytes(UTF_8),
                    (bytes, sink) -> new InfluxReader(LIMITS).read(bytes, sink)),
            new Kind(
                    "telegraf-json",
                    ("{\"metrics\": [" + POINT + "]}").getBytes(UTF_8),
                    (bytes, sink) -> new TelegrafJsonReader(LIMITS).read(bytes, sink)),
            new Kind(
                    "vector-json",
                    ("{\"name\": \"h\", \"kind\": \"absolute\", \"timestamp\": \"2018-11-14T08:09:10Z\","
                                    + " \"aggregated_histogram\": {\"buckets\": [{\"upper_limit\": 0.5, \"count\": 1}],"
                                    + " \"count\": 4, \"sum\": 3.5}}")
                            .getBytes(UTF_8),
                    (bytes, sink) -> new VectorJsonReader(LIMITS).read(bytes, sink)),
            new Kind(
                    "adapter",
                    ("{\"timestamp\": \"1970-01-01T00:00:02Z\", \"value\": \"1\", \"name\": \"up\","
                                    + " \"labels\": {\"a\": \"b\"}}")
                            .getBytes(UTF_8),
                    (bytes, sink) -> new AdapterJsonReader(LIMITS).read(bytes, sink)));

    private static final List<Kind> STREAMS = List.of(
            new Kind(
                    "query-range",
                    "{\"data\": {\"result\": [{\"metric\": {\"__name__\": \"up\"}, \"values\": [[1.5, \"1\"]]}]}}"
                            .getBytes(UTF_8),
                    (bytes, sink) -> new QueryRangeReader(LIMITS).read(new ByteArrayInputStream(bytes), sink)),
            new Kind(
                    "nvidia-smi",
                    "timestamp, index, power.draw [W]\n2026/11/30 06:44:09.123, 0, 1 W\n".getBytes(UTF_8),
                    (bytes, sink) ->
                            new NvidiaSmiReader(LIMITS, ZoneOffset.UTC).read(new ByteArrayInputStream(bytes), sink)));

    @Property(tries = 1_000)
    void randomBytes(@ForAll byte[] bytes) throws IOException {
        for (Kind kind : KINDS) {
            kind.leavesNothingWhenRefused(bytes);
        }
        for (Kind kind : STREAMS) {
            kind.read(bytes, new Collected());
        }
        assertThat(Sniffer.shape(bytes)).isNotNull();
    }

    @Property(tries = 1_000)
    void mutatedMessages(@ForAll Random random) throws IOException {
        for (Kind kind : KINDS) {
            kind.leavesNothingWhenRefused(mutated(kind.message(), random));
        }
        for (Kind kind : STREAMS) {
            kind.read(mutated(kind.message(), random), new Collected());
        }
    }

    @Test
    void truncatedMessages() throws IOException {
        for (Kind kind : KINDS) {
            byte[] whole = kind.message();
            for (int length = 0; length < whole.length; length++) {
                kind.leavesNothingWhenRefused(Arrays.copyOf(whole, length));
            }
        }
        for (Kind kind : STREAMS) {
            byte[] whole = kind.message();
            for (int length = 0; length < whole.length; length++) {
                kind.read(Arrays.copyOf(whole, length), new Collected());
            }
        }
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] mutated = message;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length);
            if (random.nextInt(4) == 0) {
                byte[] longer = Arrays.copyOf(mutated, mutated.length + 1);
                System.arraycopy(mutated, at, longer, at + 1, mutated.length - at);
                mutated = longer;
            }
            mutated[at] = random.nextBoolean() ? (byte) random.nextInt(256) : mutated[random.nextInt(mutated.length)];
        }
        return mutated;
    }

    /** A reader and a message that it reads. */
    private static final class Kind {

        private final String name;
        private final byte[] message;
        private final Reader reader;

        Kind(String name, byte[] message, Reader reader) {
            this.name = name;
            this.message = message;
            this.reader = reader;
        }

        byte[] message() {
            return message.clone();
        }

        void leavesNothingWhenRefused(byte[] bytes) throws IOException {
            Collected read = new Collected();
            if (!read(bytes, read)) {
                assertThat(read.samples()).as(name).isEmpty();
                assertThat(read.refused()).as(name).isEmpty();
            }
            for (int i = 1; i < read.places().size(); i++) {
                assertThat(read.places().get(i))
                        .as(name)
                        .isGreaterThan(read.places().get(i - 1));
            }
            if (!read.places().isEmpty()) {
                long last = read.places().get(read.places().size() - 1);
                assertThat(last)
                        .as(name)
                        .isLessThan(read.samples().size() + read.refused().size());
            }
        }

        boolean read(byte[] bytes, SampleSink sink) throws IOException {
            try {
                reader.read(bytes, sink);
                return true;
            } catch (MessageRefusedException e) {
                assertThat(e.getMessage()).as(name).isNotBlank().hasLineCount(1);
                return false;
            }
        }
    }

    private interface Reader {
        void read(byte[] bytes, SampleSink sink) throws IOException, MessageRefusedException;
    }
}
