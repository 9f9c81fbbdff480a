package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From file to report: the derived datasets against the spans they come from, and the report against both. */
class DerivedDatasetsTest {

    @TempDir
    Path dir;

    @Test
    void whatIsNotReleasedIsOfTheOperatorAroundItsAllocation() throws IOException {
        Path trace = Files.writeString(dir.resolve("memory.json"), """
                {"schemaVersion":1,"traceEvents":[
                 {"ph":"X","cat":"cpu_op","name":"aten::empty","pid":1,"tid":1,"ts":100,"dur":50,"args":{}},
                 {"ph":"i","cat":"cpu_instant_event","s":"t","name":"[memory]","pid":1,"tid":1,"ts":110,"args":
                  {"Device Type":1,"Device Id":0,"Addr":16,"Bytes":512,"Total Allocated":512,"Total Reserved":4096}},
                 {"ph":"i","cat":"cpu_instant_event","s":"t","name":"[memory]","pid":1,"tid":1,"ts":120,"args":
                  {"Device Type":1,"Device Id":0,"Addr":32,"Bytes":1024,"Total Allocated":1536,"Total Reserved":4096}},
                 {"ph":"i","cat":"cpu_instant_event","s":"t","name":"[memory]","pid":1,"tid":1,"ts":160,"args":
                  {"Device Type":1,"Device Id":0,"Addr":16,"Bytes":-512,"Total Allocated":1024,"Total Reserved":4096}}]}
                """);

        JsonNode memory = analyze(trace).path("memory");

        assertThat(memory).isEqualTo(new ObjectMapper().readTree("""
                {"allocations_not_followed":0,
                 "devices":[{"device":"0","component":null,"peak_allocated_bytes":1536,"peak_allocated_at_ns":120000,
                  "peak_allocated_offset_ns":20000,"peak_followed_bytes":1536,
                  "peak_reserved_bytes":4096,"fragmentation_bytes":2560,"end_allocated_bytes":1024,"growth_bytes":1024,
                  "allocations":2,"releases":1,"releases_unknown":0,"not_followed":0}],
                 "steps":[],
                 "holders":[{"operator":"aten::empty","module":null,"phase":"OTHER","device":"0",
                  "peak_bytes":1536,"peak_count":2,"end_bytes":1024,"end_count":1}]}"""));
    }

    @Test
    void countersOfAProfilerRangeHaveTheOperatorThatLaunchedItsKernel() throws IOException {
        Path trace = Files.writeString(dir.resolve("ranges.json"), """
                {"schemaVersion":1,"traceEvents":[
                 {"ph":"X","cat":"cpu_op","name":"aten::conv2d","pid":1,"tid":1,"ts":100,"dur":50,"args":{}},
                 {"ph":"X","cat":"cpu_op","name":"aten::cudnn_convolution","pid":1,"tid":1,"ts":110,"dur":30,"args":{}},
                 {"ph":"X","cat":"cuda_runtime","name":"cudaLaunchKernel","pid":1,"tid":1,"ts":120,"dur":5,
                  "args":{"correlation":8}},
                 {"ph":"X","cat":"cpu_op","name":"aten::relu_","pid":1,"tid":1,"ts":160,"dur":20,"args":{}},
                 {"ph":"X","cat":"cuda_runtime","name":"cudaLaunchKernel","pid":1,"tid":1,"ts":165,"dur":5,
                  "args":{"correlation":9}},
                 {"ph":"X","cat":"cuda_profiler_range","name":"fft2d_r2c_32x32","pid":0,"tid":0,"ts":90,"dur":60,
                  "args":{"smsp__inst_executed.sum":12,"dram__bytes_read.sum":3.5}},
                 {"ph":"X","cat":"cuda_profiler_range","name":"relu","pid":0,"tid":0,"ts":150,"dur":60,
                  "args":{"smsp__inst_executed.sum":7,"dram__bytes_read.sum":0}}]}
                """);

        analyze(trace);

        assertThat(rows("select kernel, kind, operator, device, counter, value from kernel_counters order by all"))
                .isEqualTo(rows("""
                        select * from (values
                            ('fft2d_r2c_32x32', 'OTHER', 'aten::cudnn_convolution', '0', 'dram__bytes_read.sum', 3.5::double),
                            ('fft2d_r2c_32x32', 'OTHER', 'aten::cudnn_convolution', '0', 'smsp__inst_executed.sum', 12),
                            ('relu', 'OTHER', 'aten::relu_', '0', 'dram__bytes_read.sum', 0),
                            ('relu', 'OTHER', 'aten::relu_', '0', 'smsp__inst_executed.sum', 7))
                            v(kernel, kind, operator, device, counter, value) order by all"""));
        assertThat(rows("select count(*) as n from device_stats")).isEqualTo(rows("select 0 as n"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
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
                    max(counters['reserved_bytes'])::bigint as reserved from points group by device)""").path(0).path("peaks").asText());
        assertThat(held(report)).isZero(); // all that is allocated in it is released again
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void memoryInstantsOf2021HaveWhatTheySay() throws IOException {
        JsonNode report = analyze("kineto/resnet50-2021.pt.trace.json.gz");

        assertThat(rows("select count(*) as n, sum(bytes) as b, count(allocated_bytes) as a from memory"))
                .isEqualTo(rows("select count(*) as n, sum(bytes) as b, 0 as a from spans where name = '[memory]'"));
        assertThat(rows("select count(*) as n from memory").path(0).path("n").asInt())
                .isEqualTo(12_838);
        assertThat(report.path("memory").path("devices").findValuesAsText("peak_allocated_bytes"))
                .isEqualTo(rows("""
                        with sums as (select coalesce(device, '') as device, span_id, sum(bytes) over (partition by device order by span_id) as s
                            from (select span_id, bytes, json_extract_string(args, '$."Device Type"') as type,
                                case when type = '0' then null else json_extract_string(args, '$."Device Id"') end as device
                                from spans where name = '[memory]')),
                        levels as (select device, s - least(0, min(s) over (partition by device order by span_id)) as level from sums)
                        select max(level)::bigint as peak from levels group by device order by device""").findValuesAsText("peak"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void collectivesOfATraceOfPyTorchKeepTheSizeOfTheirMessages() throws IOException {
        JsonNode report = analyze("kineto/b200-2026-eager.json.gz");

        assertThat(rows("select count(*) as n from communication"))
                .isEqualTo(rows("select count(*) as n from spans where kind = 'COMMUNICATION'"));
        assertThat(rows("select collective, \"group\", group_size, dtype, message_bytes from communication "
                                + "where message_bytes is not null")
                        .toString())
                .isEqualTo("[{\"collective\":\"allgather\",\"group\":\"3\",\"group_size\":8,"
                        + "\"dtype\":\"BFloat16\",\"message_bytes\":50272}]");
        assertThat(report.path("communication").findValuesAsText("message_bytes"))
                .containsExactly("50272");
    }

    @ParameterizedTest
    @CsvSource({
        // file, collectives, with bytes, with a group
        "mi300-2025-rocm, 17, 12, 12",
        "a100-2022, 60, 60, 0",
        "v100-2022, 2020, 0, 0"
    })
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void collectivesOfOlderTracesKnowWhatTheOperatorsAroundTheirLaunchSay(String file, int all, int bytes, int groups)
            throws IOException {
        analyze("kineto/" + file + ".json.gz");
        assertThat(rows("select count(*) as n, count(message_bytes) as b, count(group_ranks) as r from communication")
                        .toString())
                .isEqualTo("[{\"n\":" + all + ",\"b\":" + bytes + ",\"r\":" + groups + "}]");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
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
                .isEqualTo("allreduce");
        // 4,097,000 floats, the first of its group
        assertThat(rows("select distinct group_sequence, dtype, message_bytes from communication order by 1 limit 1")
                        .toString())
                .isEqualTo("[{\"group_sequence\":0,\"dtype\":\"FP32\",\"message_bytes\":16388000}]");
        String table = CommandLineRun.of("report", "--data", out(), "--format", "table")
                .out();
        assertThat(table).contains("\nMEMORY  (", "\nMEMORY HOLDERS  (", "\nCOMMUNICATION  (");
    }

    private static long held(JsonNode report) {
        long bytes = 0;
        for (JsonNode row : report.path("memory").path("holders")) {
            bytes += row.path("end_bytes").asLong();
        }
        return bytes;
    }

    private JsonNode analyze(String trace) throws IOException {
        return analyze(Path.of(System.getenv("TRACEMILL_CORPUS"), trace));
    }

    private JsonNode analyze(Path file) throws IOException {
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
