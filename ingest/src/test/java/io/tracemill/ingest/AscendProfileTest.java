package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files beside an Ascend trace, whole and damaged. */
class AscendProfileTest {

    private static final String TRACE = """
            [{"ph": "X", "name": "aten::mm", "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "dur": 40.5, "cat": "cpu_op", "args": {}},
            {"ph": "s", "name": "torch_to_npu", "id": 1736408883700059821, "pid": 3170820, "tid": 7, "ts": "1736408883694699.510", "cat": "async_npu"},
            {"name": "mm", "pid": 3246920099, "tid": 2, "ts": "1736408883700059.821", "dur": 12.02, "args": {"Task Type": "AI_CORE"}, "ph": "X"},
            {"name": "hcom_allReduce__586_0_1", "pid": 3246920163, "tid": 0, "ts": "1736408883732241.440", "dur": 79089.5, "args": {"alg_type": "MESH"}, "ph": "X"}]
            """;
    private static final String KERNELS = """
            Step Id,Name,Type,Accelerator Core,Start Time(us),Duration(us),Input Shapes,aic_mac_ratio,new_column,cube_utilization(%)
            50,mm,MatMulV2,AI_CORE,1736408883700059.820\t,12.02,\"\"\"32,3\"\"\",0.5,N/A,81.5
            50,hcom_allReduce__586_0_1,hcom_allReduce_,COMMUNICATION,1736408883732241.440\t,79089.5,N/A,N/A,N/A,N/A
            50,gone,MatMulV2,AI_CORE,1736408883700099.820\t,12.02,N/A,0.5,N/A,81.5
            50,cut,Mat""";
    private static final String COLLECTIVES = """
            {"step50": {"p2p": {}, "collective": {"hcom_allReduce__586_0_1@175": {
                "Communication Time Info": {"Start Timestamp(us)": 1736408883732241.5, "Elapse Time(ms)": 79.0895, "Transit Time(ms)": 0.25,
                    "Wait Time(ms)": 5.5, "Synchronization Time(ms)": 5.25, "Idle Time(ms)": 73.5, "Wait Time Ratio": 0.95},
                "Communication Bandwidth Info": {"RDMA": {"Transit Size(MB)": 0, "Transit Time(ms)": 0, "Bandwidth(GB/s)": 0},
                    "HCCS": {"Transit Size(MB)": 28.5, "Transit Time(ms)": 1.5, "Bandwidth(GB/s)": 19.0, "Large Packet Ratio": 0.5, "Size Distribution": {"2.0": [12, 1.5]}}}},
              "Total Op Info": {"Communication Time Info": {"Elapse Time(ms)": 79.0895}}}}}""";

    @TempDir
    private Path dir;

    private Path rank = Path.of("");
    private Path output = Path.of("");
    private Path trace = Path.of("");

    @BeforeEach
    void writeTrace() throws IOException {
        rank = dir.resolve("job7/host_1_20250109_ascend_pt");
        output = Files.createDirectories(rank.resolve("ASCEND_PROFILER_OUTPUT"));
        trace = Files.writeString(output.resolve("trace_view.json"), TRACE);
    }

    private Ingested ingested() throws IngestException {
        return Ingested.of(trace, IngestConfig.defaults());
    }

    private String event(String name) throws IngestException {
        return ingested().events().stream()
                .filter(event -> event.contains(' ' + name + ' '))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDirectoryWithoutAnythingElseIsAnalysedAndOneLineSaysWhatIsMissing() throws IOException {
        assertThat(ingested().report().rank()).isNull();
        assertThat(ingested().report().run()).isEqualTo("job7");
        assertThat(ingested().report().warnings())
                .containsExactly(
                        rank + ": no profiler_info_N.json, which says the rank; --rank sets it",
                        output + ": missing kernel_details.csv; analysed without");

        IngestConfig ranked = IngestConfig.defaults().withOrigin(new IngestConfig.Origin(null, 3, null));
        assertThat(Ingested.of(trace, ranked).report().warnings())
                .singleElement()
                .asString()
                .contains("missing");
    }

    @Test
    void settingsAreTakenAndEnvironmentVariablesAreNot() throws IOException {
        Files.writeString(rank.resolve("profiler_info_5.json"), """
                {"config": {"common_config": {"profile_memory": true, "activities": ["a"]},
                    "experimental_config": {"_profiler_level": "Level1"}}, "ENV_VARIABLES": {"TOKEN": "s3cret"}}""");

        assertThat(ingested().report().rank()).isEqualTo(5);
        assertThat(ingested().batches().get(0).getHeader().getMetadata())
                .containsEntry("profile_memory", "true")
                .containsEntry("profiler_level", "\"Level1\"")
                .doesNotContainKeys("activities", "ENV_VARIABLES");
        assertThat(ingested().report().warnings())
                .containsExactly(output
                        + ": missing kernel_details.csv, memory_record.csv, operator_memory.csv; analysed without");
    }

    @Test
    void theRunIsKnownFromTheMetadataAndItsEnvironmentIsNot() throws IOException {
        Files.writeString(rank.resolve("profiler_info_5.json"), "{\"rank_id\": 5}");
        Files.writeString(rank.resolve("profiler_metadata.json"), """
                {"ENV_VARIABLES": {"WORLD_SIZE": "9", "TOKEN": "s3cret"}, "my_note": "s3cret",
                 "distributed_args": {"tensor_model_parallel_size": 2, "sequence_parallel": true, "rank": 5, "world_size": 8, "token": "s3cret"},
                 "parallel_group_info": {
                    "10.0.0.1%eth0_60000_0": {"group_name": "default_group", "group_rank": 5, "global_ranks": [0, 1, 2, 3, 4, 5, 6, 7]},
                    "10.0.0.1%eth0_60001_0": {"group_name": "tp", "group_rank": 1, "global_ranks": [4, 5], "token": "s3cret"},
                    "odd": {"group_name": "odd", "global_ranks": ["s3cret"]}}}""");

        TraceHeader header = header();
        assertThat(header.getWorldSize()).isEqualTo(8);
        assertThat(header.getMetadata())
                .containsEntry("tensor_model_parallel_size", "2")
                .containsEntry("sequence_parallel", "true")
                .containsEntry(
                        "distributedInfo",
                        "{\"world_size\":8,\"pg_config\":["
                                + "{\"pg_name\":\"10.0.0.1%eth0_60000_0\",\"pg_desc\":\"default_group\",\"pg_size\":8,\"ranks\":[0,1,2,3,4,5,6,7]},"
                                + "{\"pg_name\":\"10.0.0.1%eth0_60001_0\",\"pg_desc\":\"tp\",\"pg_size\":2,\"ranks\":[4,5]},"
                                + "{\"pg_name\":\"odd\",\"pg_desc\":\"odd\",\"pg_size\":1}]}");
        assertThat(header.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profiler_metadata.json | {'distributed_args': {'world_size': 16, 'rank': 3}} | 16 | 3",
                "profiler_metadata.json | {'parallel_group_info': {'a': {'group_name': 'tp', 'global_ranks': [0, 1]}, 'b': {'group_name': 'hccl_world_group', 'global_ranks': [0, 1, 2, 3]}}} | 4 |",
                "profiler_metadata.json | {'parallel_group_info': {'a': {'group_name': 'tp', 'global_ranks': [0, 1]}}} | |", // a part of the run
                "profiler_metadata.json | {'distributed_args': {'world_size': 'many', 'rank': -1}, 'parallel_group_info': [1]} | |",
                "profiler_info.json | {'rank_id': 2, 'distributed_args': {'world_size': 4}} | 4 | 2",
                "profiler_info.json | {'rank_id': -1, 'world_size': 0} | |", // of a process without others
                "profiler_info_6.json | {'rank_id': 2, 'world_size': 7} | 7 | 6",
                "profiler_information.json | {'rank_id': 2} | |"
            })
    void theSizeOfTheRunAndTheRankStandInSeveralPlaces(
            String file, String json, @Nullable Integer size, @Nullable Integer number) throws IOException {
        Files.writeString(rank.resolve(file), json.replace('\'', '"'));

        assertThat(header().getWorldSize()).isEqualTo(size);
        assertThat(ingested().report().rank()).isEqualTo(number);
    }

    private TraceHeader header() throws IngestException {
        return Objects.requireNonNull(ingested().batches().get(0).getHeader());
    }

    @Test
    void rowsOfKernelsGoToTheirKernelsAndBrokenOnesAreCounted() throws IOException {
        Files.writeString(rank.resolve("profiler_info_5.json"), "{}");
        Path details = Files.writeString(output.resolve("kernel_details.csv"), KERNELS);

        assertThat(event("mm"))
                .endsWith(
                        " counters={aic_mac_ratio=0.5, cube_utilization(%)=81.5} args={\"Task Type\":\"AI_CORE\",\"Step Id\":\"50\","
                                + "\"Type\":\"MatMulV2\",\"Accelerator Core\":\"AI_CORE\",\"Input Shapes\":\"\\\"32,3\\\"\"}");
        assertThat(ingested().totals().getNotes())
                .isEqualTo(ingested().report().warnings())
                .containsExactly(
                        details + ": rows that are broken: 1, expected as many fields as columns and times in us",
                        output + ": rows of its tables that belong to no device event of the trace: 1");
    }

    @Test
    void msprofHasAnotherDirectoryAndOtherNamesOfColumns() throws IOException {
        Path tables = Files.createDirectories(dir.resolve("job8/PROF_000001/mindstudio_profiler_output"));
        trace = Files.writeString(tables.resolve("msprof_20250109.json"), TRACE);
        Files.writeString(tables.resolve("op_summary_20250109.csv"), """
                        Device_id,Op Name,OP Type,Task Start Time(us),Task Duration(us),Task Wait Time(us),mac_ratio
                        0,mm,MatMulV2,1736408883700059.821\t,12.02,3.5,0.75
                        """);

        assertThat(event("mm"))
                .endsWith(
                        " counters={mac_ratio=0.75} args={\"Task Type\":\"AI_CORE\",\"Device_id\":\"0\",\"OP Type\":\"MatMulV2\","
                                + "\"Task Wait Time(us)\":\"3.5\"}");
        assertThat(ingested().report().run()).isEqualTo("job8");
    }

    @Test
    void whatIsKnownOfACollectiveGoesToIt() throws IOException {
        Files.writeString(output.resolve("kernel_details.csv"), KERNELS);
        Files.writeString(output.resolve("communication.json"), COLLECTIVES);

        assertThat(event("hcom_allReduce__586_0_1"))
                .startsWith("COMMUNICATION ")
                .contains("elapsed_ns=7.90895E7", "transit_ns=250000.0", "wait_ns=5500000.0", "idle_ns=7.35E7")
                .contains("synchronization_ns=5250000.0", "HCCS:transit_bytes=2.85E7", "HCCS:transit_ns=1500000.0")
                .contains(
                        "HCCS:bandwidth_gb_per_s=19.0",
                        "\"group\":\"175\"",
                        "\"Size Distribution\"",
                        "\"Step Id\":\"50\"")
                .doesNotContain("RDMA");
    }

    @Test
    void theTablesOfMemoryBecomeCounters() throws IOException {
        Files.writeString(output.resolve("memory_record.csv"), """
                        Component,Timestamp(us),Total Allocated(MB),Total Reserved(MB),Total Active(MB),Stream Ptr,Device Type
                        PTA,1736408883694700.010\t,954.5,1452.0,954.5,897,NPU:3
                        APP,1736408883573957.920\t,,2109.6015625,,,NPU:3
                        """);
        Files.writeString(output.resolve("operator_memory.csv"), """
                        Name,Size(KB),Allocation Time(us),Release Time(us),Active Release Time(us),Duration(us),Allocation Total Allocated(MB),Allocation Total Reserved(MB),Allocation Total Active(MB),Device Type
                        aten::mm,0.5,1736408883694701.000\t,1736408883694703.500\t,,2.5,955,1452.0,955,NPU:3
                        aten::keep,1.5,1736408883694702.000\t,,,,956,1452.0,956,NPU:3
                        aten::cut,1.5,17364
                        """);

        assertThat(ingested().events())
                .contains(
                        "COUNTER APP cat=memory_record start=1736408883573957920 device=3 counters={reserved_bytes=2.212077568E9}",
                        "COUNTER aten::keep cat=operator_memory start=1736408883694702000 device=3 bytes=1536"
                                + " counters={active_bytes=1.002438656E9, allocated_bytes=1.002438656E9, reserved_bytes=1.522532352E9}")
                .anyMatch(event -> event.startsWith(
                        "COUNTER aten::mm cat=operator_memory start=1736408883694701000 dur=2500 device=3 bytes=512"));
        assertThat(ingested().report().warnings())
                .anyMatch(warning -> warning.contains("operator_memory.csv: rows that are broken: 1"));
        assertThat(ingested().totals().getEventsRead()).isEqualTo(4 + 4);
        assertThat(ingested().totals().getPublished()).isEqualTo(8);
    }

    @Test
    void rowsOfOneTimeStayInTheOrderOfTheirTable() throws IOException {
        int rows = 3000;
        StringBuilder table = new StringBuilder("Component,Timestamp(us),Total Allocated(MB)\n");
        IntStream.range(0, rows)
                .forEach(row ->
                        table.append("PTA,1736408883694700.010,").append(row).append('\n'));
        Files.writeString(output.resolve("memory_record.csv"), table);
        List<Double> allocated = ingested().batches().stream()
                .flatMap(batch -> batch.getEvents().stream())
                .filter(event -> event.getKind() == EventKind.COUNTER)
                .map(event -> Objects.requireNonNull(event.getCounters()).get("allocated_bytes"))
                .toList();

        assertThat(allocated).hasSize(rows).isSorted();
    }

    @Test
    void aTableThatWasCutAtTheEndOfAFieldIsNoticedByTheLineThatDoesNotEnd() throws IOException {
        Path records = output.resolve("memory_record.csv");
        String table =
                "Component,Timestamp(us),Total Allocated(MB)\nPTA,1736408883694700.010\t,954.5\nPTA,1736408883694701.010\t,95";
        Files.writeString(records, table);
        assertThat(ingested().report().warnings())
                .contains(records + ": ends without the end of a line: it was cut, and its last row may be, too");
        assertThat(ingested().totals().getPublished()).isEqualTo(4 + 2);

        Files.writeString(records, table + "\r\n");
        assertThat(ingested().report().warnings()).noneMatch(warning -> warning.contains("memory_record"));
    }

    @Test
    void bytesThatAreNoTextCostALineWhereverTheyStand() throws IOException {
        byte[] header = KERNELS.getBytes(StandardCharsets.UTF_8);
        header[12] = (byte) 0xfb;
        Path details = Files.write(output.resolve("kernel_details.csv"), header);
        byte[] rows = KERNELS.getBytes(StandardCharsets.UTF_8);
        rows[KERNELS.indexOf("MatMulV2")] = (byte) 0xfb;
        List<String> warnings = new ArrayList<>(ingested().report().warnings());
        Files.write(details, rows);
        warnings.addAll(ingested().report().warnings());

        assertThat(warnings)
                .filteredOn(warning -> warning.startsWith(details + ": damaged, used up to there: Invalid UTF-8"))
                .hasSize(2)
                .noneMatch(warning -> warning.contains("reference chain"));
    }

    @Test
    void damagedTablesAndThoseOfAnotherVersionCostOneLineEach() throws IOException {
        Files.writeString(rank.resolve("profiler_info_5.json"), "{\"config\"");
        Files.writeString(rank.resolve("profiler_metadata.json"), "{\"distributed_args\": {\"world_size\": 8");
        Files.writeString(output.resolve("kernel_details.csv"), "Kernel,Start\nmm,5\n");
        Files.writeString(output.resolve("operator_memory.csv"), "");
        Files.writeString(output.resolve("memory_record.csv"), "Component,Timestamp(us),Total Allocated(MB)\nPTA,\"17");
        Files.writeString(output.resolve("communication.json"), COLLECTIVES.substring(0, 120));

        List<String> warnings = ingested().report().warnings();

        assertThat(warnings).hasSize(6).allMatch(warning -> warning.lines().count() == 1);
        assertThat(warnings.get(0)).startsWith(rank.resolve("profiler_info_5.json") + ": not used: ");
        assertThat(warnings.get(1)).startsWith(rank.resolve("profiler_metadata.json") + ": not used: ");
        assertThat(warnings.get(2))
                .isEqualTo(
                        output.resolve("kernel_details.csv") + ": not used, expected columns Name and Start Time(us)");
        assertThat(warnings.get(3)).startsWith(output.resolve("memory_record.csv") + ": ");
        assertThat(warnings.get(4))
                .isEqualTo(output.resolve("operator_memory.csv")
                        + ": not used, expected columns Name and Size(KB) and Allocation Time(us)");
        assertThat(warnings.get(5)).startsWith(output.resolve("communication.json") + ": damaged, used up to there: ");
        assertThat(ingested().totals().getPublished()).isEqualTo(4);
    }
}
