package io.tracemill.storage.parquet;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * Options for reading Parquet files without Hadoop. The builder of Parquet 1.18.1 loads a codec factory that needs
 * Hadoop, even if it is given another factory. So the options are created with the constructor that the builder would
 * call.
 */
final class ReadOptions {

    private static final int MAX_ALLOCATION_BYTES = 8 << 20;

    private static final Constructor<?> CONSTRUCTOR = Arrays.stream(ParquetReadOptions.class.getDeclaredConstructors())
            .filter(constructor -> constructor.getParameterCount() == 18)
            .findFirst()
            .orElseThrow();

    private ReadOptions() {}

    static ParquetReadOptions of(FilterCompat.Filter filter) {
        try {
            CONSTRUCTOR.setAccessible(true);
            ParquetConfiguration configuration = new PlainParquetConfiguration();
            return (ParquetReadOptions) CONSTRUCTOR.newInstance(
                    false, // signed string statistics
                    true, // filter row groups by statistics
                    true, // by dictionary
                    true, // records
                    true, // pages by the column index
                    false, // verify checksums
                    true, // bloom filters
                    false, // decrypt off the heap
                    false, // Hadoop's vectored reads
                    filter,
                    ParquetMetadataConverter.NO_FILTER,
                    new ZstdCodecs(),
                    new HeapByteBufferAllocator(),
                    MAX_ALLOCATION_BYTES,
                    Map.of(),
                    null,
                    null,
                    configuration);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Parquet's read options have changed", e);
        }
    }
}
