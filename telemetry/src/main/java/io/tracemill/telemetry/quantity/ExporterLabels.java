package io.tracemill.telemetry.quantity;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exporter's labels say.
 *
 * @param node labels with the name of the node; the first that a series has counts
 * @param device labels with the identity of the device, the surest first
 * @param instance labels with a part of the device
 * @param speaker the instance that speaks for the whole device; null where the device speaks itself
 * @param identity labels that tell a device's series of one metric apart; null for all that are not carried
 */
public record ExporterLabels(
        List<String> node,
        List<String> device,
        List<String> instance,
        @Nullable String speaker,
        @Nullable List<String> identity) {

    /** The labels of an exporter of which nothing is known. */
    static final ExporterLabels UNKNOWN =
            new ExporterLabels(List.of("host", "hostname", "node"), List.of(), List.of(), null, null);

    /** The first of some labels that a series has; null for none. */
    public static @Nullable String first(List<String> names, RawSeries series) {
        for (String name : names) {
            String value = series.label(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
