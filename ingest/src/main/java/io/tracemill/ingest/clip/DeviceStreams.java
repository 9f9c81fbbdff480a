package io.tracemill.ingest.clip;

import io.tracemill.ingest.pack.StreamReader;
import io.tracemill.schemas.SeededHash;
import org.jspecify.annotations.Nullable;

/** Streams of a trace by process, device and number: an open-addressed table of at most {@value #MOST}. */
final class DeviceStreams {

    private static final int MOST = 4096;
    private static final int SLOTS = 2 * MOST;

    private final long[] processes = new long[SLOTS];
    private final long[] devices = new long[SLOTS];
    private final long[] numbers = new long[SLOTS];
    private final @Nullable DeviceStream[] streams = new @Nullable DeviceStream[SLOTS];
    private int size;

    /** The stream of an event that was read; null if there is no room for it. */
    @Nullable
    DeviceStream of(StreamReader event) {
        long place = SeededHash.of(SeededHash.of(event.process()) + event.device());
        int slot = (int) SeededHash.of(place + event.stream()) & (SLOTS - 1);
        while (streams[slot] != null && !isAt(slot, event)) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (streams[slot] == null && size < MOST) {
            size++;
            processes[slot] = event.process();
            devices[slot] = event.device();
            numbers[slot] = event.stream();
            streams[slot] = new DeviceStream();
        }
        return streams[slot];
    }

    private boolean isAt(int slot, StreamReader event) {
        return numbers[slot] == event.stream() && devices[slot] == event.device() && processes[slot] == event.process();
    }
}
