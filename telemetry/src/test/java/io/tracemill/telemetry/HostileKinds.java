package io.tracemill.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.telemetry.csv.NvidiaSmiReader;
import io.tracemill.telemetry.influx.InfluxReader;
import io.tracemill.telemetry.json.AdapterJsonReader;
import io.tracemill.telemetry.json.QueryRangeReader;
import io.tracemill.telemetry.json.TelegrafJsonReader;
import io.tracemill.telemetry.json.VectorJsonReader;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.otlp.OtlpMessages;
import io.tracemill.telemetry.otlp.OtlpReader;
import io.tracemill.telemetry.remotewrite.RemoteWriteReader;
import io.tracemill.telemetry.remotewrite.WriteRequestBytes;
import io.tracemill.telemetry.text.TextFormat;
import io.tracemill.telemetry.text.TextReader;
import java.io.ByteArrayInputStream;
import java.time.ZoneOffset;
import java.util.List;

/** Each format with a message in it. */
final class HostileKinds {

    static final MessageLimits LIMITS = new MessageLimits(1 << 16, 32, 8, 64);

    private static final String POINT =
            "{\"name\": \"m\", \"tags\": {\"a\": \"b\"}, \"fields\": {\"gauge\": 1, \"t\": \"x\"},"
                    + " \"timestamp\": 1700000000}";

    /** Messages that are read whole or refused. */
    static final List<HostileKind> WHOLE = List.of(
            new HostileKind(
                    "otlp-protobuf",
                    OtlpMessages.everyForm().toByteArray(),
                    (bytes, sink) -> new OtlpReader(LIMITS).readProtobuf(bytes, sink)),
            new HostileKind(
                    "otlp-json",
                    ("{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"name\": \"m\", \"gauge\":"
                                    + " {\"dataPoints\": [{\"timeUnixNano\": \"17\", \"asInt\": \"1\"}]}}]}]}]}")
                            .getBytes(UTF_8),
                    (bytes, sink) -> new OtlpReader(LIMITS).readJson(bytes, sink)),
            new HostileKind(
                    "remote-write",
                    new WriteRequestBytes()
                            .series(
                                    List.of("__name__", "up", "a", "b"),
                                    WriteRequestBytes.sample(1_700_000_000_000L, 1))
                            .body(),
                    (bytes, sink) -> new RemoteWriteReader(LIMITS).read(bytes, sink)),
            new HostileKind(
                    "influx",
                    "m,a=b f=1,g=2i,h=\"t\" 1700000000000000000\nm\\ n f=t\n".getBytes(UTF_8),
                    (bytes, sink) -> new InfluxReader(LIMITS).read(bytes, sink)),
            new HostileKind(
                    "telegraf-json",
                    ("{\"metrics\": [" + POINT + "]}").getBytes(UTF_8),
                    (bytes, sink) -> new TelegrafJsonReader(LIMITS).read(bytes, sink)),
            new HostileKind(
                    "vector-json",
                    ("{\"name\": \"h\", \"kind\": \"absolute\", \"timestamp\": \"2018-11-14T08:09:10Z\","
                                    + " \"aggregated_histogram\": {\"buckets\": [{\"upper_limit\": 0.5, \"count\": 1}],"
                                    + " \"count\": 4, \"sum\": 3.5}}")
                            .getBytes(UTF_8),
                    (bytes, sink) -> new VectorJsonReader(LIMITS).read(bytes, sink)),
            new HostileKind(
                    "prometheus-kafka-adapter",
                    ("{\"timestamp\": \"1970-01-01T00:00:02Z\", \"value\": \"1\", \"name\": \"up\","
                                    + " \"labels\": {\"a\": \"b\"}}")
                            .getBytes(UTF_8),
                    (bytes, sink) -> new AdapterJsonReader(LIMITS).read(bytes, sink)));

    /** Texts of any length, of which each line or part stands for itself. */
    static final List<HostileKind> STREAMS = List.of(
            new HostileKind(
                    "query-range",
                    "{\"data\": {\"result\": [{\"metric\": {\"__name__\": \"up\"}, \"values\": [[1.5, \"1\"]]}]}}"
                            .getBytes(UTF_8),
                    (bytes, sink) -> new QueryRangeReader(LIMITS).read(new ByteArrayInputStream(bytes), sink)),
            new HostileKind(
                    "nvidia-smi-csv",
                    "timestamp, index, power.draw [W]\n2026/11/30 06:44:09.123, 0, 1 W\n".getBytes(UTF_8),
                    (bytes, sink) ->
                            new NvidiaSmiReader(LIMITS, ZoneOffset.UTC).read(new ByteArrayInputStream(bytes), 0, sink)),
            text("prometheus-text", TextFormat.PROMETHEUS, """
                    # HELP m what it is
                    # TYPE m counter
                    m{a="b",c="d\\n"} 1.5e3 1700000000000
                    up 1
                    {"x.y",a="b"} NaN
                    h_bucket{le="+Inf"} 7
                    """),
            text("open-metrics", TextFormat.OPEN_METRICS, """
                    # TYPE m counter
                    # UNIT m seconds
                    m_total{a="b"} 1 1700000000.5 # {t="x"} 0.5
                    # EOF
                    """));

    private HostileKinds() {}

    /** A reader of text lives as long as its target, and remembers. */
    private static HostileKind text(String name, TextFormat format, String message) {
        TextReader reader = new TextReader(format, LIMITS.maxBytes());
        return new HostileKind(
                name, message.getBytes(UTF_8), (bytes, sink) -> reader.read(new ByteArrayInputStream(bytes), sink));
    }
}
