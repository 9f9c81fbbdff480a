package io.tracemill.storage.parquet;

import io.tracemill.storage.rows.ValuePattern;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.statistics.BooleanStatistics;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;
import org.apache.parquet.schema.PrimitiveType;

/** The types of numbers in Parquet. In memory all have 64 bits: a boolean is 0 or 1, a double is its raw bits. */
enum NumberType {
    BOOLEAN {
        @Override
        long bits(Object value) {
            return (Boolean) value ? 1 : 0;
        }

        @Override
        ValuesWriter writer(ValuePattern pattern) {
            return new RunLengthBitPackingHybridValuesWriter(
                    1, SLAB_BYTES, MOST_SLAB_BYTES, HeapByteBufferAllocator.getInstance());
        }

        @Override
        void write(long[] values, int size, ValuesWriter to) {
            for (int i = 0; i < size; i++) {
                to.writeBoolean(values[i] != 0);
            }
        }

        @Override
        void describe(long[] values, int size, Statistics<?> statistics) {
            BooleanStatistics booleans = (BooleanStatistics) statistics;
            for (int i = 0; i < size; i++) {
                booleans.updateStats(values[i] != 0);
            }
        }
    },

    INT32 {
        @Override
        long bits(Object value) {
            return (Integer) value;
        }

        @Override
        ValuesWriter writer(ValuePattern pattern) {
            return pattern == ValuePattern.SCATTERED ? plain() : deltas();
        }

        @Override
        void write(long[] values, int size, ValuesWriter to) {
            for (int i = 0; i < size; i++) {
                to.writeInteger((int) values[i]);
            }
        }

        @Override
        void describe(long[] values, int size, Statistics<?> statistics) {
            if (size > 0) {
                ((IntStatistics) statistics).setMinMax((int) least(values, size), (int) greatest(values, size));
            }
        }
    },

    INT64 {
        @Override
        long bits(Object value) {
            return (Long) value;
        }

        @Override
        ValuesWriter writer(ValuePattern pattern) {
            return pattern == ValuePattern.SCATTERED
                    ? plain()
                    : new DeltaBinaryPackingValuesWriterForLong(
                            SLAB_BYTES, MOST_SLAB_BYTES, HeapByteBufferAllocator.getInstance());
        }

        @Override
        void write(long[] values, int size, ValuesWriter to) {
            for (int i = 0; i < size; i++) {
                to.writeLong(values[i]);
            }
        }

        @Override
        void describe(long[] values, int size, Statistics<?> statistics) {
            if (size > 0) {
                ((LongStatistics) statistics).setMinMax(least(values, size), greatest(values, size));
            }
        }
    },

    DOUBLE {
        @Override
        long bits(Object value) {
            return Double.doubleToRawLongBits((Double) value);
        }

        @Override
        ValuesWriter writer(ValuePattern pattern) {
            return plain();
        }

        @Override
        void write(long[] values, int size, ValuesWriter to) {
            for (int i = 0; i < size; i++) {
                to.writeDouble(Double.longBitsToDouble(values[i]));
            }
        }

        @Override
        void describe(long[] values, int size, Statistics<?> statistics) {
            DoubleStatistics doubles = (DoubleStatistics) statistics;
            for (int i = 0; i < size; i++) {
                doubles.updateStats(Double.longBitsToDouble(values[i]));
            }
        }
    };

    private static final int SLAB_BYTES = 1 << 12;
    private static final int MOST_SLAB_BYTES = 1 << 20;

    static NumberType of(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> BOOLEAN;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case DOUBLE -> DOUBLE;
            case BINARY, FIXED_LEN_BYTE_ARRAY, FLOAT, INT96 ->
                throw new IllegalArgumentException("not a number that is archived: " + type);
        };
    }

    /** The bits of a value that is given as an object. */
    abstract long bits(Object value);

    /** An encoder for values of this type and pattern. */
    abstract ValuesWriter writer(ValuePattern pattern);

    /** Writes the first {@code size} values. */
    abstract void write(long[] values, int size, ValuesWriter to);

    /** Adds the first {@code size} values to empty statistics. */
    abstract void describe(long[] values, int size, Statistics<?> statistics);

    static ValuesWriter plain() {
        return new PlainValuesWriter(SLAB_BYTES, MOST_SLAB_BYTES, HeapByteBufferAllocator.getInstance());
    }

    /** An encoder of 32-bit numbers as differences, each from the number before it. */
    static ValuesWriter deltas() {
        return new DeltaBinaryPackingValuesWriterForInteger(
                SLAB_BYTES, MOST_SLAB_BYTES, HeapByteBufferAllocator.getInstance());
    }

    private static long least(long[] values, int size) {
        long least = values[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    private static long greatest(long[] values, int size) {
        long greatest = values[0];
        for (int i = 1; i < size; i++) {
            greatest = Math.max(greatest, values[i]);
        }
        return greatest;
    }
}
