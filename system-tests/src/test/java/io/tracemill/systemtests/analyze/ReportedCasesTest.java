package io.tracemill.systemtests.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Names of communication, begins and ends, and profiles, in traces made after public reports. */
@EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
class ReportedCasesTest {

    @TempDir
    Path dir;

    @Test
    void kernelsCommunicateOrComputeAsTheirNamesSay() throws IOException {
        Map<String, String> expected = Files.readAllLines(ReportedCases.file("comm_names.txt")).stream()
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns.length == 2)
                .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));

        analyze("comm_names.json");

        Map<String, String> kinds = rows("select kind || ' ' || name from spans").stream()
                .map(line -> line.replace("\"", "").split(" ", 2))
                .collect(Collectors.toMap(columns -> columns[1], columns -> columns[0]));
        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(kinds).isEqualTo(expected);
    }

    @Test
    void movingTokensBetweenRanksIsCommunication() {
        analyze("deepep_dispatch_combine.json");

        assertThat(
                        rows(
                                "select computing_ns, communication_ns, idle_ns, total_ns from device_stats where step is null"))
                .containsExactly("3300000,6600000,1090000,10990000");
        assertThat(rows("select bottleneck, round(communication_pct) from bottlenecks where step is null"))
                .containsExactly("COMMUNICATION_BOUND,60.0");
    }

    @Test
    void aKernelThatFeedsACollectiveComputes() {
        analyze("inductor_all_reduce_name.json");

        assertThat(rows("select computing_ns, communication_ns from device_stats where step is null"))
                .containsExactly("6600000,0");
        assertThat(rows("select distinct kind from kernel_stats")).containsExactly("KERNEL");
    }

    @Test
    void anEndClosesTheBeginOfItsName() {
        CommandLineRun run = analyze("end_of_another_name.json");

        assertThat(rows("select name, duration_ns, unclosed from spans where kind = 'OPERATOR' order by start_ns"))
                .containsExactly("A,4000,false", "C,2000,false", "LOST,98000,true");
        assertThat(run.err()).contains("ends that close the begin of their name while later ones are open: 2");
    }

    @Test
    void anAscendProfileIsOneWhateverItsDirectoryIsCalled() {
        CommandLineRun run = analyze("ascend_renamed_directory");

        assertThat(run.err()).doesNotContain("_ascend_pt");
        assertThat(rows("select run, rank, bottleneck from bottlenecks where step is null order by rank"))
                .containsExactly("ascend_renamed_directory,0,MEMORY_BOUND", "ascend_renamed_directory,1,MEMORY_BOUND");
        assertThat(rows("select ranks_compared from rank_spread where step is null"))
                .containsExactly("2");
    }

    private CommandLineRun analyze(String name) {
        return ReportedCases.analyze(name, dir);
    }

    private List<String> rows(String sql) {
        return ReportedCases.rows(dir, sql);
    }
}
