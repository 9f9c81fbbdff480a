package io.tracemill.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {

    @Test
    void theDefinitionsListEachDialect() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/definitions.md")).stream()
                .filter(line -> line.matches("\\| `[a-z0-9_]+` \\|.*\\|.*\\|.*\\|.*\\|"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(rows)
                .containsAll(Dialects.all().stream().map(Dialect::name).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void theLastDialectFitsEveryTrace() {
        assertThat(Dialects.of(Set.of(), Set.of()).name()).isEqualTo("chrome");
        assertThat(Dialects.all().stream()
                        .filter(dialect -> dialect.telltales().marks().isEmpty()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'GPU0', '', chrome",
        "'GPU0', otherData, rocprof",
        "'CPU HIP API', '', rocprof",
        "'/host:CPU', '', xla",
        "'/job:localhost/replica:0/task:0/device:GPU:0 Compute', '', chrome",
        "'MindSpore', '', mindspore",
        "'CPU functions', '', autograd",
        "'MindSpore', schemaVersion, mindspore",
        "'GPU 0', schemaVersion, kineto",
        "'GPU 0', span_indx, paddle"
    })
    void processesAndMembersTellADialectAloneOrTogether(String process, String member, String dialect) {
        TraceMarks file = new TraceMarks.OfFile(Set.of(member), Map.of(), Set.of(), Set.of(process));

        assertThat(Dialects.of(file).name()).isEqualTo(dialect);
    }

    @Test
    void theHeadOfAFileIsGuessedFromItsStrings() {
        assertThat(Dialects.guess("{\"traceEvents\":[{\"ph\":\"X\",\"cat\":\"CudaRuntime\""
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .name())
                .isEqualTo("paddle");
        assertThat(Dialects.guess("{\"displayTimeUnit\": \"us\", ".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .name())
                .isEqualTo("proton");
    }
}
