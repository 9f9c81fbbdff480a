package io.tracemill.telemetry.series;

import io.tracemill.telemetry.quantity.ExporterLabels;
import io.tracemill.telemetry.sample.RawSeries;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that an exporter has for a device, told by what they look like.
 *
 * @param index index on the node; null if there is none
 * @param uuid UUID; null if there is none
 * @param pci address on the PCI bus; null if there is none
 */
public record DeviceNames(
        @Nullable Integer index,
        @Nullable String uuid,
        @Nullable String pci) {

    private static final DeviceNames NONE = new DeviceNames(null, null, null);
    private static final Pattern INDEX = Pattern.compile("(?:GPU|nvidia)?([0-9]{1,4})");
    private static final Pattern PCI = Pattern.compile("(?i)[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}(?:\\.[0-9a-f])?");
    private static final Pattern UUID = Pattern.compile("(?i)(?:GPU-|MIG-)?[0-9a-f]{8}(?:-[0-9a-f]{4,12})+");

    /** The names in the labels of a series that say its device. */
    static DeviceNames of(RawSeries raw, ExporterLabels labels) {
        DeviceNames names = NONE;
        for (String label : labels.device()) {
            String value = raw.label(label);
            if (value != null) {
                names = names.with(value);
            }
        }
        return names;
    }

    private DeviceNames with(String value) {
        var number = INDEX.matcher(value);
        if (index == null && number.matches()) {
            return new DeviceNames(Integer.valueOf(number.group(1)), uuid, pci);
        }
        if (pci == null && PCI.matcher(value).matches()) {
            return new DeviceNames(index, uuid, value);
        }
        if (uuid == null && UUID.matcher(value).matches()) {
            return new DeviceNames(index, value, pci);
        }
        return this;
    }

    /** Whether there is any name. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
