package io.tracemill.cli.receive;

import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.series.SharedRoom;

/**
 * The memory of a door for the series of all tokens: two fifths of the heap, and 8 MB for readings beyond the last four
 * of each series. A token has at most three quarters of either. Thread-safe.
 */
final class SeriesRoom {

    private final long seriesBytes;
    private final SharedRoom series;
    private final SharedRoom readings = new SharedRoom(TelemetryBatches.MOST_REMEMBERED_BYTES);

    /**
     * What a token has of it.
     *
     * @param series for its series
     * @param readings for the readings of them that are remembered
     */
    record Share(SharedRoom.Share series, SharedRoom.Share readings) implements AutoCloseable {

        @Override
        public void close() {
            series.close();
            readings.close();
        }
    }

    SeriesRoom(long heapBytes) {
        this.seriesBytes = heapBytes / 5 * 2;
        this.series = new SharedRoom(seriesBytes);
    }

    /** What one more token may take. */
    Share share() {
        return new Share(
                series.share(ofToken(seriesBytes)), readings.share(ofToken(TelemetryBatches.MOST_REMEMBERED_BYTES)));
    }

    private static long ofToken(long bytes) {
        return bytes / 4 * 3;
    }

    /** Bytes that are taken. */
    long taken() {
        return series.taken() + readings.taken();
    }
}
