package io.tracemill.ingest.facts;

import io.tracemill.ingest.dialect.DeviceName;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices of device events that do not name them, from their processes. */
final class DeviceFacts {

    private static final int UNASKED = -2;

    private final FactTexts texts;
    private final Map<String, String> devices;
    private final boolean processIsDevice;
    private int[] numbers = new int[0];

    /**
     * Devices of the processes of a trace.
     *
     * @param devices devices that processes stand for, by process
     * @param processIsDevice whether any other process of a device event is its device
     */
    DeviceFacts(FactTexts texts, Map<String, String> devices, boolean processIsDevice) {
        this.texts = texts;
        this.devices = devices;
        this.processIsDevice = processIsDevice;
    }

    void addTo(EventFields event) {
        if (event.has(Attribute.DEVICE) || !event.has(Attribute.PROCESS)) {
            return;
        }
        int process = event.text(Attribute.PROCESS);
        int number = process < 0 ? EventFields.NONE : number(event, process);
        if (number != EventFields.NONE) {
            event.setText(Attribute.DEVICE, number);
        } else if (process < 0 || numbers[process] == UNASKED) {
            texts.set(event, Attribute.DEVICE, device(texts.text(event, Attribute.PROCESS)));
        }
    }

    /** Number of the device's name in the pool; not remembered if there is a device and no room for its name. */
    private int number(EventFields event, int process) {
        if (process >= numbers.length) {
            int known = numbers.length;
            numbers = Arrays.copyOf(numbers, Math.max(256, process * 2));
            Arrays.fill(numbers, known, numbers.length, UNASKED);
        }
        if (numbers[process] == UNASKED) {
            String device = device(texts.text(event, Attribute.PROCESS));
            int number = device == null ? EventFields.NONE : texts.pooled(device);
            numbers[process] = device != null && number == EventFields.NONE ? UNASKED : number;
            return number;
        }
        return numbers[process];
    }

    private @Nullable String device(String process) {
        String device = devices.get(process);
        if (device != null) {
            return device;
        }
        boolean isDevice = processIsDevice && process.matches("[0-9]{1,4}");
        return isDevice ? process : DeviceName.in(process).orElse(null);
    }
}
