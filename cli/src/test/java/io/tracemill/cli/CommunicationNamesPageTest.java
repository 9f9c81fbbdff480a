package io.tracemill.cli;

import static java.util.stream.Collectors.joining;

import io.tracemill.ingest.communication.CommunicationName;
import io.tracemill.ingest.communication.CommunicationName.Bearer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The page of the names that tell communication has every one that ingest knows. */
class CommunicationNamesPageTest {

    private static final String HEAD = """
            # Names that tell communication

            Printed from the program by `CommunicationNamesPageTest`. [What the numbers mean](definitions.md) says how
            they decide.

            For a kernel, the regular expression is matched with the name of its function, in snake case and without
            return type, template arguments and parameters, from the start of the function's name or of one of its
            namespaces: `void vllm::cross_device_reduce_1stage<half, 2>(...)` is `vllm::cross_device_reduce_1stage`, and
            `ncclDevKernel_AllReduce_Sum_f32_RING_LL` is `nccl_dev_kernel_all_reduce_sum_f32_ring_ll`. For an operator,
            it is matched from the start of the name as it is.

            `--communication-kernels REGEX` of `ingest` and `analyze` adds kernels. It is found anywhere in the name of
            the function, in its own spelling, and comes before all others.
            """;

    @Test
    void everyNameIsOnThePageWithItsSource() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (Bearer bearer : Bearer.values()) {
            page.append("\n## ").append(title(bearer)).append("\n\n| name | of |\n|---|---|\n");
            page.append(Arrays.stream(CommunicationName.values())
                    .filter(name -> name.bearer() == bearer)
                    .map(CommunicationNamesPageTest::row)
                    .collect(joining()));
        }
        Golden.assertSame(Path.of("../docs/communication-names.md"), page.toString());
    }

    private static String title(Bearer bearer) {
        return switch (bearer) {
            case KERNEL -> "Kernels that communicate";
            case COMPUTING_KERNEL -> "Kernels that compute, whatever else their names say";
            case OPERATOR -> "Operators and annotations that communicate";
        };
    }

    private static String row(CommunicationName name) {
        return "| `" + name.pattern().replace("|", "\\|") + "` | " + name.source() + " |\n";
    }
}
