package io.tracemill.systemtests.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A form in which a sender puts readings into messages. */
enum SenderForm {
    INFLUX {
        @Override
        byte[] message(List<SentReading> readings) {
            StringBuilder lines = new StringBuilder();
            for (SentReading reading : readings) {
                lines.append(SentReading.METRIC
                        + ",UUID=%s,gpu=%d,host=collector,url=http://%s:9400/metrics gauge=%s %d\n"
                                .formatted(
                                        reading.device(),
                                        reading.gpu(),
                                        reading.node(),
                                        reading.value(),
                                        reading.timeNanos()));
            }
            return lines.toString().getBytes(UTF_8);
        }
    },
    TELEGRAF_JSON {
        @Override
        byte[] message(List<SentReading> readings) {
            return each(readings, """
                    {"fields":{"gauge":%s},"name":"%s","tags":{"UUID":"%s","gpu":"%d","host":"collector",
                    "url":"http://%s:9400/metrics"},"timestamp":%d}
                    """, reading -> new Object[] {
                reading.value(), SentReading.METRIC, reading.device(), reading.gpu(), reading.node(), reading.seconds()
            });
        }
    },
    OTLP_PROTOBUF {
        @Override
        byte[] message(List<SentReading> readings) {
            Gauge.Builder gauge = Gauge.newBuilder();
            for (SentReading reading : readings) {
                gauge.addDataPoints(NumberDataPoint.newBuilder()
                        .setTimeUnixNano(reading.timeNanos())
                        .setAsDouble(reading.value())
                        .addAttributes(label("UUID", reading.device()))
                        .addAttributes(label("gpu", String.valueOf(reading.gpu())))
                        .addAttributes(label("hostname", reading.node())));
            }
            Metric metric = Metric.newBuilder()
                    .setName(SentReading.METRIC)
                    .setGauge(gauge)
                    .build();
            return MetricsData.newBuilder()
                    .addResourceMetrics(ResourceMetrics.newBuilder()
                            .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                    .build()
                    .toByteArray();
        }
    },
    OTLP_JSON {
        @Override
        byte[] message(List<SentReading> readings) {
            String points = readings.stream()
                    .map(reading -> """
                            {"attributes":[{"key":"UUID","value":{"stringValue":"%s"}},
                            {"key":"gpu","value":{"intValue":"%d"}},{"key":"hostname","value":{"stringValue":"%s"}}],
                            "timeUnixNano":"%d","asDouble":%s}""".formatted(
                            reading.device(), reading.gpu(), reading.node(), reading.timeNanos(), reading.value()))
                    .collect(Collectors.joining(","));
            return """
                    {"resourceMetrics":[{"resource":{"attributes":[]},"scopeMetrics":[{"metrics":[
                    {"name":"%s","gauge":{"dataPoints":[%s]}}]}]}]}
                    """.formatted(SentReading.METRIC, points).getBytes(UTF_8);
        }
    },
    VECTOR {
        @Override
        byte[] message(List<SentReading> readings) {
            return each(readings, """
                    {"name":"%s","tags":{"UUID":"%s","gpu":"%d","hostname":"%s"},"timestamp":"%s","kind":"absolute",
                    "gauge":{"value":%s}}
                    """, reading -> new Object[] {
                SentReading.METRIC,
                reading.device(),
                reading.gpu(),
                reading.node(),
                Instant.ofEpochSecond(reading.seconds()),
                reading.value()
            });
        }
    },
    ADAPTER {
        @Override
        byte[] message(List<SentReading> readings) {
            return each(readings, """
                    {"timestamp":"%s","value":"%s","name":"%s","labels":{"__name__":"%3$s","UUID":"%s","gpu":"%d",
                    "hostname":"%s"}}
                    """, reading -> new Object[] {
                Instant.ofEpochSecond(reading.seconds()),
                reading.value(),
                SentReading.METRIC,
                reading.device(),
                reading.gpu(),
                reading.node()
            });
        }
    };

    /** A message that holds these. */
    abstract byte[] message(List<SentReading> readings);

    /** The topic to which they are sent in the tests. */
    String topic() {
        return "from-" + name().toLowerCase(Locale.ROOT);
    }

    private interface Arguments {
        Object[] of(SentReading reading);
    }

    private static byte[] each(List<SentReading> readings, String form, Arguments arguments) {
        StringBuilder text = new StringBuilder();
        for (SentReading reading : readings) {
            text.append(form.formatted(arguments.of(reading)));
        }
        return text.toString().getBytes(UTF_8);
    }

    private static KeyValue label(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
