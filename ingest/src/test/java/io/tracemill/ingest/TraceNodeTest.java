package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the node of a trace is taken from. */
class TraceNodeTest {

    private static final String EVENTS = """
            "traceEvents": [{"ph": "M", "name": "process_name", "pid": 1102, "tid": 0, "args": {"name": "python"}},
            {"ph": "X", "cat": "cpu_op", "name": "aten::mm", "pid": 1102, "tid": 7, "ts": 100, "dur": 40}]}""";
    private static final String OF_TORCH = "n17.rack2_1102.1712170295117000000.pt.trace.json";

    @TempDir
    private Path directory;

    private @Nullable String node(String name, String members, @Nullable String said) throws IOException {
        return ingested(name, members, new IngestConfig.Origin("run", null, said))
                .batches()
                .get(0)
                .getNode();
    }

    private Ingested ingested(String name, String members, IngestConfig.Origin origin) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, '{' + members + EVENTS);
        return Ingested.of(file, IngestConfig.defaults().withOrigin(origin));
    }

    @ParameterizedTest
    @CsvSource({
        "n17_1102.1712170295117.pt.trace.json, n17",
        "N17.rack2.example.org_1102.1712170295117000000.pt.trace.json, n17",
        "rank_0_1102.1712170295117000000.pt.trace.json, rank_0",
        "host_n17pid_1102_time_2026_01_13_03_15_23_518049.paddle_trace.json, n17",
        "n17_1102_20260109101010123_ascend_pt/ASCEND_PROFILER_OUTPUT/trace_view.json, n17",
        "n17_1102_20260109101010123_ascend_ms/ASCEND_PROFILER_OUTPUT/trace_view.json, n17",
        "plugins/profile/2026_01_13_03_15_23/n17.trace.json, n17"
    })
    void theNameThatAProfilerGivesItsFileTellsTheHost(String name, String node) throws IOException {
        assertThat(node(name, "", null)).isEqualTo(node);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rank_0.1712170295117000000.pt.trace.json",
                "n17_7.1712170295117000000.pt.trace.json",
                "worker0.1712170295117000000.pt.trace.json",
                "localhost_1102.1712170295117000000.pt.trace.json",
                "null_1102.1712170295117000000.pt.trace.json",
                "profile/n17.trace.json",
                "n17_1102.json"
            })
    void anyOtherNameTellsNone(String name) throws IOException {
        assertThat(node(name, "", null)).isNull();
    }

    @Test
    void theFileComesBeforeItsNameAndTheSenderBeforeBoth() throws IOException {
        String member = "\"host_name\": \"n18.example.org\", ";

        assertThat(node(OF_TORCH, "", null)).isEqualTo("n17");
        assertThat(node(OF_TORCH, member, null)).isEqualTo("n18");
        assertThat(node(OF_TORCH, member, "N19.example.org")).isEqualTo("n19");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"localhost\"", "\"\"", "\"127.0.0.1\"", "[\"n18\"]", "null"})
    void whatNamesNoHostIsPassedOver(String value) throws IOException {
        String member = "\"host_name\": " + value + ", ";

        assertThat(node(OF_TORCH, member, "localhost")).isEqualTo("n17");
        assertThat(node("trace.json", member, "localhost")).isNull();
    }

    @Test
    void aPushedFileIsKnownByTheNameThatItsSenderGivesIt() throws IOException {
        IngestConfig.Origin pushed =
                new IngestConfig.Origin("run", null, null, Collections.emptySortedMap(), OF_TORCH, null);

        assertThat(ingested("body", "", pushed).batches().get(0).getNode()).isEqualTo("n17");
    }

    @Test
    void theNodeDoesNotChangeTheIdOfATrace() throws IOException {
        IngestConfig.Origin said = new IngestConfig.Origin("run", null, "n1");
        String id = ingested(OF_TORCH, "", said).report().traceId();

        assertThat(ingested("trace.json", "", new IngestConfig.Origin("run", null, null))
                        .report()
                        .traceId())
                .isEqualTo(id);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "TRACEMILL_CORPUS", matches = ".+")
    void aRealTraceTellsItsHost() throws IOException {
        Path file = Path.of(System.getenv("TRACEMILL_CORPUS"), "kineto", "v100-2024-ns.pt.trace.json.gz");

        assertThat(Ingested.of(file, IngestConfig.defaults()).batches().get(0).getNode())
                .isEqualTo("twshared39868");
    }
}
