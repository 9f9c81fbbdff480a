package io.tracemill.telemetry.telegraf;

import io.tracemill.telemetry.message.Numbers;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One point: the fields of a measurement at one time, each a sample. Names come out as in Prometheus:
 *
 * <ul>
 *   <li>the input {@code prometheus} has the metric as the measurement and the kind as the field (its version 1), or
 *       the measurement {@code prometheus} and the metric as the field (version 2);
 *   <li>the input for Ascend has the chip as the measurement: its number becomes the label {@code id};
 *   <li>for any other, the metric is the measurement, an underscore and the field, and the field {@code value} is none.
 * </ul>
 *
 * <p>The label {@code instance} is the target of a scrape, from the tag {@code url}, else the tag {@code host}. Where
 * there is a target, the host is only that of the collector, and is left out.
 *
 * @param measurement its name
 * @param tags values by name; as labels once the point is made
 * @param fields in their order
 * @param timeNanos time in ns since the epoch, or {@link io.tracemill.telemetry.sample.SampleSink#NO_TIME}
 */
public record TelegrafPoint(String measurement, Map<String, String> tags, List<Field> fields, long timeNanos) {

    private static final String INSTANCE = "instance";

    private static final Pattern URL = Pattern.compile("[a-z]+://([^/?#]+).*");

    private static final Pattern CHIP = Pattern.compile(".*-([0-9]{1,9})");

    /** Takes the place of the point from its tags. */
    public TelegrafPoint {
        tags = placed(tags);
    }

    private static Map<String, String> placed(Map<String, String> tags) {
        Map<String, String> placed = new HashMap<>(tags);
        Matcher target = URL.matcher(tags.getOrDefault("url", ""));
        if (target.matches()) {
            placed.remove("url");
            placed.remove("host");
            placed.putIfAbsent(INSTANCE, target.group(1));
        } else if (tags.containsKey("host")) {
            placed.putIfAbsent(INSTANCE, placed.remove("host"));
        }
        return placed;
    }

    /** A field; a text where its value is no number. */
    public record Field(String name, double value, boolean number) {

        /** A field with a number. */
        public static Field of(String name, double value) {
            return new Field(name, value, true);
        }

        /** A field with a text, which is no reading. */
        public static Field text(String name) {
            return new Field(name, Double.NaN, false);
        }
    }

    /** Gives each field as a sample, or refuses it. */
    public void give(Samples samples) {
        boolean histogram = has("+Inf") && has("count");
        boolean summary = !histogram && has("sum") && has("count");
        for (Field field : fields) {
            if (!field.number()) {
                samples.refuse(
                        RefusalReason.NOT_A_NUMBER,
                        Samples.shown(measurement + ' ' + field.name()) + ": a number was expected but it is a text");
            } else if (!(histogram || summary) || !part(field, histogram, samples)) {
                plain(field, samples);
            }
        }
    }

    /** A part of a histogram or a summary of version 1: sum, count, and the bounds or quantiles as names of fields. */
    private boolean part(Field field, boolean histogram, Samples samples) {
        String name = field.name();
        if (name.equals("sum") || name.equals("count")) {
            give(samples, measurement + '_' + name, SampleKind.COUNTER, field);
            return true;
        }
        if (Numbers.prometheus(name).isEmpty()) {
            return false;
        }
        Map<String, String> labels = new HashMap<>(tags);
        labels.put(histogram ? "le" : "quantile", name);
        samples.of(
                        histogram ? measurement + "_bucket" : measurement,
                        labels,
                        histogram ? SampleKind.COUNTER : SampleKind.GAUGE)
                .give(timeNanos, field.value());
        return true;
    }

    private void plain(Field field, Samples samples) {
        String name = field.name();
        if (measurement.equals("prometheus")) {
            give(samples, name, SampleKind.UNKNOWN, field);
        } else if (name.startsWith("npu_chip_") || name.startsWith("npu_exporter_")) {
            Map<String, String> labels = new HashMap<>(tags);
            Matcher chip = CHIP.matcher(measurement);
            labels.putIfAbsent("id", chip.matches() ? chip.group(1) : measurement);
            samples.of(name, labels, SampleKind.UNKNOWN).give(timeNanos, field.value());
        } else {
            switch (name) {
                case "gauge" -> give(samples, measurement, SampleKind.GAUGE, field);
                case "counter" -> give(samples, measurement, SampleKind.COUNTER, field);
                case "value" -> give(samples, measurement, SampleKind.UNKNOWN, field);
                default -> give(samples, measurement + '_' + name, SampleKind.UNKNOWN, field);
            }
        }
    }

    private void give(Samples samples, String metric, SampleKind kind, Field field) {
        samples.of(metric, tags, kind).give(timeNanos, field.value());
    }

    private boolean has(String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name));
    }
}
