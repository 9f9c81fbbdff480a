package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Recorded traces, file to report: the derived datasets against the spans they come from, and the report against both. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class DerivedDatasetsTest {

    @TempDir
    Path dir;

    @Test
    void memoryOfATraceOfPyTorchIsThatOfItsInstants() throws IOException {
        JsonNode report = analyze("kineto/v100-2022.json.gz");

        assertThat(
                        rows(
                                "select count(*) as n, sum(bytes) as b, count(address) as a, sum(allocated_bytes) as s from memory"))
                .isEqualTo(rows("""
                        select count(*) as n, sum(bytes) as b, count(args->>'Addr') as a,
                            sum(counters['allocated_bytes'])::bigint as s
                        from spans where name = '[memory]' and counters is not null"""));
        List<String> devices = new ArrayList<>();
        report.path("memory")
                .path("devices")
                .forEach(device -> devices.add(device.path("device").asText() + " "
                        + device.path("peak_allocated_bytes") + " " + device.path("peak_reserved_bytes")));
        assertThat(devices.toString()).isEqualTo(rows("""
                with points as (select coalesce(nullif(args->>'Device Id', '-1'), 'null') as device, counters
                    from spans where name = '[memory]')
                select list(device || ' ' || allocated || ' ' || reserved order by device = 'null' desc)::varchar as peaks
                from (select device, max(counters['allocated_bytes'])::bigint as allocated,
                    max(counters['reserved_bytes'])::bigint as reserved from points group by device)""")
                .path(0).path("peaks").asText());
        assertThat(held(report)).isEqualTo(rows("""
                with last as (select arg_max(bytes, (args->>'Ev Idx')::int) as bytes from spans where name = '[memory]'
                    group by args->>'Addr', args->>'Device Id')
                select sum(bytes) as held from last where bytes > 0""").path(0).path("held").asLong()).isPositive();
    }

    @Test
    void collectivesOfATraceOfPyTorchKeepTheSizeOfTheirMessages() throws IOException {
        JsonNode report = analyze("kineto/b200-2026-eager.json.gz");

        assertThat(rows("select count(*) as n from communication"))
                .isEqualTo(rows("select count(*) as n from spans where kind = 'COMMUNICATION'"));
        assertThat(rows("select collective, \"group\", group_size, dtype, message_bytes from communication "
                                + "where message_bytes is not null")
                        .toString())
                .isEqualTo("[{\"collective\":\"_allgather_base\",\"group\":\"3\",\"group_size\":8,"
                        + "\"dtype\":\"BFloat16\",\"message_bytes\":50272}]");
        assertThat(report.path("communication").findValuesAsText("message_bytes"))
                .containsExactly("50272");
    }

    @Test
    void anAscendProfileKeepsCountersMemoryAndLinks() throws IOException {
        JsonNode report = analyze("torch_npu/level1");

        assertThat(rows("select count(*) as n, sum(value) as v from kernel_counters"))
                .isEqualTo(rows("""
                select count(*) as n, sum(v) as v from
                    (select unnest(map_values(counters)) as v from spans where kind in ('KERNEL', 'MEMCPY', 'MEMSET'))"""));
        assertThat(rows("select count(*) as n, sum(bytes) as b from memory")).isEqualTo(rows("""
                select count(*) as n, sum(bytes) as b from spans where category in ('memory_record', 'operator_memory')"""));
        assertThat(rows("""
                select name, link, link_transit_bytes, link_transit_ns, wait_ns from communication order by name, link""")).isEqualTo(rows("""
                        with links as (select name, counters, unnest(['HCCS', 'PCIE', 'RDMA', 'SDMA', 'SIO']) as link
                            from spans where kind = 'COMMUNICATION')
                        select name, link, counters[link || ':transit_bytes']::bigint as link_transit_bytes,
                            counters[link || ':transit_ns']::bigint as link_transit_ns, counters['wait_ns']::bigint as wait_ns
                        from links where counters[link || ':transit_bytes'] > 0 order by name, link""")).isNotEmpty();
        assertThat(report.path("memory").path("devices").findValuesAsText("component"))
                .containsExactly("APP", "GE", "PTA", "PTA+GE");
        assertThat(held(report))
                .isEqualTo(rows("""
                select sum(bytes) as held from memory where source = 'operator_memory' and duration_ns is null""").path(0).path("held").asLong())
                .isPositive();
        assertThat(report.path("communication").path(0).path("collective").asText())
                .startsWith("hcom_")
                .doesNotMatch(".*[0-9]");
        String table = CommandLineRun.of("report", "--data", out(), "--format", "table")
                .out();
        assertThat(table).contains("\nMEMORY  (", "\nCOMMUNICATION  (", "more operators (--format json shows all)");
    }

    private static long held(JsonNode report) {
        long bytes = 0;
        for (JsonNode row : report.path("memory").path("held_at_end")) {
            bytes += row.path("bytes").asLong();
        }
        return bytes;
    }

    private JsonNode analyze(String trace) throws IOException {
        Path file = Path.of(System.getenv("TRACEMILL_CORPUS"), trace);
        CommandLineRun run = CommandLineRun.of("analyze", file.toString(), "--out", out(), "--format", "json");
        assertThat(run.code()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out()).path("traces").path(0);
    }

    private JsonNode rows(String sql) throws IOException {
        CommandLineRun run = CommandLineRun.of("query", "--data", out(), "--format", "json", sql);
        assertThat(run.code()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private String out() {
        return dir.resolve("archive").toString();
    }
}
