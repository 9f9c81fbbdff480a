package io.tracemill.schemas.flat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Goes through the hardware counters of an event, in the order of the file, where they lie in its bytes. */
public final class Counters {

    private final BinaryInput in;
    private long left;
    private boolean ended;
    private int nameAt;
    private int nameLength;
    private double value;

    /** Before the first counter of an event, which must not be used for another one meanwhile. */
    public Counters(FlatEvent event) {
        this.in = new BinaryInput(event.counters, event.countersOffset);
        this.ended = !event.hasCounters();
    }

    /** Goes to the next counter; false behind the last one. */
    public boolean next() {
        if (left == 0 && !ended) {
            left = in.readBlock();
            ended = left <= 0;
        }
        if (ended) {
            return false;
        }
        left--;
        nameLength = in.readLength();
        nameAt = in.at();
        in.skip(nameLength);
        value = in.readDouble();
        return true;
    }

    /** The bytes that its name lies in. */
    public byte[] bytes() {
        return in.bytes();
    }

    /** The index in {@link #bytes} at which the name starts. */
    public int nameAt() {
        return nameAt;
    }

    /** Bytes of its name. */
    public int nameLength() {
        return nameLength;
    }

    /** Its name as a text. */
    public String name() {
        return new String(in.bytes(), nameAt, nameLength, UTF_8);
    }

    /** Whether this is its name, in UTF-8. */
    public boolean isNamed(byte[] name) {
        return Arrays.equals(in.bytes(), nameAt, nameAt + nameLength, name, 0, name.length);
    }

    /** The value of the counter. */
    public double value() {
        return value;
    }
}
