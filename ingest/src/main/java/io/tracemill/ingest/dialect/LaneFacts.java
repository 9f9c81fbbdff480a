package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the events of one lane, a process and a thread.
 *
 * @param kind kind of its complete events whose category tells none; null if the lane tells none either
 * @param device device that the lane belongs to, null for none
 * @param stream stream of the device, null for none
 */
public record LaneFacts(
        @Nullable EventKind kind,
        @Nullable String device,
        @Nullable String stream) {

    /** No facts. */
    public static final LaneFacts NONE = new LaneFacts(null, null, null);

    /** A lane of the host whose events have a kind. */
    static LaneFacts ofHost(EventKind kind) {
        return new LaneFacts(kind, null, null);
    }

    /** A stream of a device. */
    static LaneFacts ofStream(@Nullable String device, String stream) {
        return new LaneFacts(EventKind.KERNEL, device, stream);
    }

    /** A lane that mirrors ranges of the host onto a device. */
    static LaneFacts mirroredOn(String device) {
        return new LaneFacts(EventKind.ANNOTATION, device, null);
    }

    /** Whether device events may run on the lane. */
    public boolean mayHoldDeviceEvents() {
        return kind == null || isOfDevice();
    }

    /** Whether the lane may launch device events. */
    public boolean mayLaunch() {
        return !isOfDevice();
    }

    private boolean isOfDevice() {
        return kind == EventKind.KERNEL || kind == EventKind.MEMCPY;
    }
}
