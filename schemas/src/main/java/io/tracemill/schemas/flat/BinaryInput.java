package io.tracemill.schemas.flat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Avro's binary encoding, from a byte array that ends with what is read. What reaches behind the end throws
 * IndexOutOfBoundsException.
 */
final class BinaryInput {

    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;

    BinaryInput(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.at = offset;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    long readLong() {
        long value = bytes[at++];
        if (value < 0) {
            value = readRest(value & 0x7f);
        }
        return value >>> 1 ^ -(value & 1);
    }

    /** The bits of a number of several bytes whose first ones are known. */
    long readRest(long first) {
        long value = first;
        int next = at; // a local, for the field would be written with each byte
        int shift = 7;
        long current;
        do {
            if (shift > 63) {
                throw new SerializationException("a number of more than ten bytes");
            }
            current = bytes[next++];
            value |= (current & 0x7f) << shift;
            shift += 7;
        } while (current < 0);
        at = next;
        return value;
    }

    int readInt() {
        return checkInt(readLong());
    }

    static int checkInt(long value) {
        if (value != (int) value) {
            throw new SerializationException("a number of 32 bits was expected but " + value + " found");
        }
        return (int) value;
    }

    boolean readBoolean() {
        return bytes[at++] == 1;
    }

    /** Whether a union with null holds its other branch. */
    boolean readBranch() {
        byte branch = bytes[at++];
        if ((branch & ~2) != 0) {
            throw new SerializationException("branch 0 or 1 of a union was expected");
        }
        return branch != 0;
    }

    double readDouble() {
        double value = (double) DOUBLE.get(bytes, at);
        at += Double.BYTES;
        return value;
    }

    /** Length of a string or of bytes, all of which are there. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw new SerializationException(
                    "a length of " + length + " where " + (bytes.length - at) + " bytes follow");
        }
        return (int) length;
    }

    /** Goes on from here: the bytes before were read directly. */
    void goTo(int index) {
        at = index;
    }

    void skip(int count) {
        at += count;
    }

    /** Elements in the next block of an array or map; 0 is its end. */
    long readBlock() {
        long count = readLong();
        if (count >= 0) {
            return count;
        }
        readLong(); // size of the block in bytes
        return -count;
    }
}
