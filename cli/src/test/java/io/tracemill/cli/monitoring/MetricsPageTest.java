package io.tracemill.cli.monitoring;

import static java.util.stream.Collectors.joining;

import io.tracemill.cli.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The page of all metrics is what the services expose. */
class MetricsPageTest {

    private static final String HEAD = """
            # Metrics

            Printed from the program by `MetricsPageTest`.

            `stream`, `archive`, `receive`, `scrape`, `bridge` and, with `--http`, `ingest --watch` expose these metrics at
            `/metrics`, as Prometheus text. `receive` has those of `ingest` too; its files are the traces that were sent.
            Counters start at 0 with the process. Work that is repeated after a failure or a rebalance is counted again. In
            addition there are the usual metrics of a Java process: `jvm_*`, `process_*` and `system_*`.

            `tracemill_stream_rank_*` are of ranks: what the newest trace of each shows, and the last comparison of its run. The
            instance of `stream` that has the run shows them, and after a restart the same ones, since they are in its store. Those
            of a rank are removed after 6 hours without a trace. An instance shows at most 2,048 ranks, with the newest traces.
            [Dead letters](dead-letters.md) explains each `reason` for a rejected event or record.
            """;

    @Test
    void theMetricsAreDocumentedAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        page.append(section("Several services", metric -> metric.service().isEmpty()));
        for (Service service : Service.values()) {
            page.append(section(service.command(), metric -> metric.service().equals(Optional.of(service))));
        }
        Golden.assertSame(Path.of("../docs/metrics.md"), page.toString());
    }

    private static String section(String title, Predicate<ExposedMetric> belongs) {
        return ExposedMetric.all()
                .filter(belongs)
                .map(MetricsPageTest::row)
                .collect(joining(
                        "",
                        "\n## " + title + "\n\n| name | type | unit | labels | meaning |\n|---|---|---|---|---|\n",
                        ""));
    }

    private static String row(ExposedMetric metric) {
        return "| `" + metric.exposed() + "` | " + (metric.isCounter() ? "counter" : "gauge") + " | " + metric.unit()
                + " | "
                + metric.labels().stream().map(label -> "`" + label + "`").collect(joining(", ")) + " | "
                + metric.meaning() + " |\n";
    }
}
