package io.tracemill.systemtests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators hold of the memory, by a query that follows each row of {@code memory} to the next row with its
 * address. These rows tell neither module nor phase, so the holders of an operator are compared together.
 */
class MemoryHoldersTest {

    private static final String FOLLOWED = """
            with changes as (
                select device, operator, bytes, allocated_bytes, address,
                    row_number() over (order by start_ns, file_row_number) as n
                from read_parquet('%s/memory/**/*.parquet', file_row_number = true)
                where kind = 'CHANGE'
            ), held as (
                select *, coalesce(lead(n) over (partition by device, address order by n), %d) as released
                from changes
                where address is not null
            ), peaks as (
                select device, first(n order by allocated_bytes desc, n) as peak
                from changes
                where allocated_bytes is not null
                group by device
            )
            select h.device, operator, sum(if(n <= peak and released > peak, bytes, 0))::bigint as peak_bytes,
                count(*) filter (n <= peak and released > peak) as peak_count,
                sum(if(released = %2$d, bytes, 0))::bigint as end_bytes,
                count(*) filter (released = %2$d) as end_count
            from held h join peaks p on p.device is not distinct from h.device
            where bytes > 0
            group by h.device, operator
            having peak_count > 0 or end_count > 0
            order by all""";

    private static final String HOLDERS = """
            select device, operator, sum(peak_bytes)::bigint as peak_bytes, sum(peak_count)::bigint as peak_count,
                sum(end_bytes)::bigint as end_bytes, sum(end_count)::bigint as end_count
            from memory_holders
            group by device, operator
            order by all""";

    @TempDir
    private Path dir;

    @Test
    void holdersOfAGeneratedTraceAreWhatFollowingItsRowsGives() throws IOException, SQLException {
        Path trace = dir.resolve("trace.json");
        new TraceGenerator(GeneratorConfig.of(5_000_000, 3).withStack(true)).write(trace, GeneratorProgress.NONE);
        compare(trace);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void holdersOfARecordedTraceAreWhatFollowingItsRowsGives() throws SQLException {
        compare(Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto/v100-2022.json.gz"));
    }

    private void compare(Path trace) throws SQLException {
        Path archive = dir.resolve("archive");
        DifferentialTest.analyze(trace, archive);
        try (ArchiveTables tables = ArchiveTables.open(archive)) {
            List<Map<String, @Nullable Object>> followed = tables.query(FOLLOWED.formatted(archive, Long.MAX_VALUE));
            assertThat(followed).hasSizeGreaterThan(2);
            assertThat(tables.query(HOLDERS)).isEqualTo(followed);
        }
    }
}
