package io.tracemill.streams.fleet;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Readings as bytes. For each series there are its number, the number of readings, the times as differences of their
 * differences, and each value as its difference in bits from the one before. Numbers are written in groups of seven
 * bits. A segment may be compressed as a whole; the first number is then its length before that plus one, else 0.
 */
final class Segment {

    /** Series of readings by the numbers that they have within their node. */
    interface Sink {
        void reading(int series, long timeNanos, double value);
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Segment() {}

    /** The bytes of some readings. */
    static byte[] of(SortedMap<Integer, SeriesReadings> readings) {
        return encoded(readings, 0);
    }

    /** The compressed bytes of some readings. */
    static byte[] compressed(SortedMap<Integer, SeriesReadings> readings) {
        byte[] plain = encoded(readings, -1);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            Segment segment = new Segment();
            segment.number(plain.length + 1L);
            byte[] buffer = new byte[8_192];
            while (!deflater.finished()) {
                segment.out.write(buffer, 0, deflater.deflate(buffer));
            }
            return segment.out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] encoded(SortedMap<Integer, SeriesReadings> readings, long first) {
        Segment segment = new Segment();
        if (first >= 0) {
            segment.number(first);
        }
        long base = 0;
        for (Map.Entry<Integer, SeriesReadings> series : readings.entrySet()) {
            segment.number(series.getKey());
            segment.series(series.getValue(), base);
            base = series.getValue().time(0);
        }
        return segment.out.toByteArray();
    }

    private void series(SeriesReadings readings, long base) {
        number(readings.size());
        long time = base;
        long step = 0;
        for (int i = 0; i < readings.size(); i++) {
            long next = readings.time(i) - time;
            signed(i == 0 ? next : next - step);
            step = i == 0 ? 0 : next;
            time = readings.time(i);
        }
        long bits = 0;
        for (int i = 0; i < readings.size(); i++) {
            long next = Double.doubleToRawLongBits(readings.value(i));
            number(Long.reverse(next ^ bits)); // the bits that differ are the upper ones
            bits = next;
        }
    }

    private void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    private void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Passes the readings of a segment. */
    static void read(byte[] bytes, Sink sink) {
        Input in = new Input(bytes);
        long length = in.number();
        Input plain = length == 0 ? in : new Input(inflated(bytes, in.at, Math.toIntExact(length - 1)));
        long base = 0;
        while (plain.at < plain.bytes.length) {
            base = series(plain, base, sink);
        }
    }

    private static long series(Input in, long base, Sink sink) {
        int series = (int) in.number();
        long[] times = new long[(int) in.number()];
        long time = base;
        long step = 0;
        for (int i = 0; i < times.length; i++) {
            long coded = in.number();
            long difference = coded >>> 1 ^ -(coded & 1);
            step = i == 0 ? 0 : step + difference;
            time += i == 0 ? difference : step;
            times[i] = time;
        }
        long bits = 0;
        for (long at : times) {
            bits ^= Long.reverse(in.number());
            sink.reading(series, at, Double.longBitsToDouble(bits));
        }
        return times[0];
    }

    private static byte[] inflated(byte[] bytes, int from, int length) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, from, bytes.length - from);
            byte[] plain = new byte[length];
            if (inflater.inflate(plain) != length) {
                throw new IllegalStateException("a segment of readings is cut off");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a segment of readings cannot be read", e);
        } finally {
            inflater.end();
        }
    }

    /** Bytes and the place up to which they are read. */
    private static final class Input {
        private final byte[] bytes;
        private int at;

        private Input(byte[] bytes) {
            this.bytes = bytes;
        }

        private long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte part = bytes[at++];
                value |= (part & 0x7fL) << shift;
                if (part >= 0) {
                    return value;
                }
            }
        }
    }
}
