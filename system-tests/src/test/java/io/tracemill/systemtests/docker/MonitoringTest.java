package io.tracemill.systemtests.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Alert rules and dashboard ask for metrics that exist, by labels that these have: docs/metrics.md is printed from the
 * program, and the table of quantities has the metrics of exporters.
 */
class MonitoringTest {

    private static final Path METRICS = Compose.DIRECTORY.resolveSibling("docs").resolve("metrics.md");
    private static final Path QUANTITIES = Compose.DIRECTORY
            .resolveSibling("telemetry")
            .resolve("src/main/resources/io/tracemill/telemetry/quantity/quantities.json");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(tracemill_\\w+)` \\|[^|]*\\|[^|]*\\|([^|]*)\\|");
    private static final Pattern METRIC = Pattern.compile("tracemill_\\w+");
    private static final Pattern OTHERS = Pattern.compile("\\b(up|jvm_\\w+|process_\\w+)\\b");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

    /** Labels that Prometheus gives to every metric. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

    /** The exporters whose devices the dashboard shows. */
    private static final Set<String> OF_DEVICES =
            Set.of("dcgm-exporter", "npu-exporter", "amd-device-metrics-exporter");

    /** The label that targets/targets.json gives to exporters. */
    private static final String NODE = "node";

    private final Map<String, Set<String>> labelsByMetric = new HashMap<>();
    private final Map<String, Set<String>> deviceLabelsByMetric = new HashMap<>();
    private final JsonNode exporters;
    private final JsonNode dashboard;

    MonitoringTest() throws IOException {
        ROW.matcher(Files.readString(METRICS))
                .results()
                .forEach(row -> labelsByMetric.put(row.group(1), words(row.group(2))));
        exporters = new ObjectMapper().readTree(QUANTITIES.toFile()).get("exporters");
        for (JsonNode exporter : exporters) {
            Set<String> labels = new TreeSet<>(Set.of(NODE));
            exporter.path("device").forEach(label -> labels.add(label.asText()));
            exporter.get("metrics")
                    .forEach(metric ->
                            deviceLabelsByMetric.put(metric.get("metric").asText(), labels));
        }
        dashboard = new ObjectMapper()
                .readTree(Compose.DIRECTORY
                        .resolve("grafana/dashboards/tracemill.json")
                        .toFile());
    }

    @Test
    void alertsAskForMetricsThatExist() throws IOException {
        List<Map<String, Object>> rules = rules();

        assertThat(rules)
                .extracting(rule -> rule.get("alert"))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(5);
        for (Map<String, Object> rule : rules) {
            String name = String.valueOf(rule.get("alert"));
            check(name, String.valueOf(rule.get("expr")));
            assertThat(Compose.map(rule, "annotations")).as(name).containsKeys("summary", "description");
        }
    }

    @Test
    void panelsAskForMetricsThatExistByLabelsThatTheseHave() {
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                Set<String> known =
                        check(panel.get("title").asText(), target.get("expr").asText());
                assertThat(matches(LEGEND, target.path("legendFormat").asText()))
                        .as("%s: legend", panel.get("title"))
                        .isSubsetOf(known);
            }
        }
    }

    @Test
    void theDashboardShowsThroughputLagBottlenecksAndDeadLetters() {
        List<String> expressions = dashboard.findValuesAsText("expr");

        assertThat(expressions.stream().flatMap(text -> matches(METRIC, text).stream()))
                .contains(
                        "tracemill_ingest_events_published_total",
                        "tracemill_stream_events_total",
                        "tracemill_archive_rows_published_total",
                        "tracemill_stream_lag_seconds",
                        "tracemill_archive_lag_seconds",
                        "tracemill_stream_bottlenecks_total",
                        "tracemill_stream_dead_letters_total",
                        "tracemill_archive_dead_letters_total");
    }

    @Test
    void theDashboardShowsTheRanksOfARunAndTheDevicesOfTheirNodes() {
        List<String> expressions = dashboard.findValuesAsText("expr");

        assertThat(expressions.stream().flatMap(text -> matches(METRIC, text).stream()))
                .containsAll(labelsByMetric.keySet().stream()
                        .filter(metric -> metric.startsWith("tracemill_stream_rank_"))
                        .toList());
        Set<String> words = expressions.stream()
                .flatMap(text -> matches(WORD, text).stream())
                .collect(Collectors.toSet());
        for (JsonNode exporter : exporters) {
            String name = exporter.get("exporter").asText();
            if (OF_DEVICES.contains(name)) {
                assertThat(exporter.get("metrics"))
                        .as(name)
                        .filteredOn(
                                metric -> words.contains(metric.get("metric").asText()))
                        .extracting(metric -> metric.get("quantity").asText())
                        .contains("hw.gpu.utilization", "hw.power", "hw.temperature", "hw.gpu.clock");
            }
        }
    }

    @Test
    void theVariablesThatPanelsUseCanBeChosenFromMetricsThatExist() {
        List<String> variables = dashboard.at("/templating/list").findValuesAsText("name");
        Set<String> used = new TreeSet<>();
        dashboard.findValuesAsText("expr").forEach(text -> used.addAll(matches(VARIABLE, text)));

        assertThat(variables).containsExactly("run", NODE);
        assertThat(used).containsExactlyInAnyOrder("__rate_interval", "run", NODE);
        for (JsonNode query : dashboard.at("/templating/list").findValues("definition")) {
            assertThat(check("variable", query.asText())).containsAll(variables);
        }
    }

    @Test
    void panelsHaveIdsOfTheirOwnDoNotOverlapAndAskTheSourceThatIsSetUp() throws IOException {
        Map<String, Object> sources = yaml("grafana/provisioning/datasources/prometheus.yaml");
        @Nullable Object uid = Compose.maps(sources, "datasources").get(0).get("uid");
        List<Integer> ids = new ArrayList<>();
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            ids.add(panel.get("id").asInt());
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo(uid);
            occupy(panel, cells);
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static void occupy(JsonNode panel, Set<String> cells) {
        JsonNode place = panel.get("gridPos");
        for (int x = place.get("x").asInt();
                x < place.get("x").asInt() + place.get("w").asInt();
                x++) {
            for (int y = place.get("y").asInt();
                    y < place.get("y").asInt() + place.get("h").asInt();
                    y++) {
                assertThat(x).isLessThan(24);
                assertThat(cells.add(x + "," + y))
                        .as("%s at %d,%d", panel.get("title"), x, y)
                        .isTrue();
            }
        }
    }

    /** Asserts that an expression's metrics exist and have the labels it groups by; returns the labels they have. */
    private Set<String> check(String where, String expression) {
        Set<String> metrics = matches(METRIC, expression);
        assertThat(labelsByMetric.keySet()).as(where).containsAll(metrics);
        Set<String> ofDevices = matches(WORD, expression);
        ofDevices.retainAll(deviceLabelsByMetric.keySet());
        assertThat(!metrics.isEmpty()
                        || !ofDevices.isEmpty()
                        || OTHERS.matcher(expression).find())
                .as("%s: %s", where, expression)
                .isTrue();
        Set<String> known = new TreeSet<>(TARGET_LABELS);
        metrics.forEach(metric -> known.addAll(labelsByMetric.getOrDefault(metric, Set.of())));
        ofDevices.forEach(metric -> known.addAll(deviceLabelsByMetric.getOrDefault(metric, Set.of())));
        for (String labels : matches(GROUPED, expression)) {
            assertThat(known).as("%s: %s", where, expression).containsAll(words(labels));
        }
        return known;
    }

    private static List<Map<String, Object>> rules() throws IOException {
        return Compose.maps(yaml("prometheus/alerts.yml"), "groups").stream()
                .flatMap(group -> Compose.maps(group, "rules").stream())
                .toList();
    }

    private static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(Compose.DIRECTORY.resolve(file)));
    }

    private static Set<String> words(String text) {
        return matches(WORD, text);
    }

    /** The first groups of all that match, or the whole of them where the pattern has none. */
    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MonitoringTest::text).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(MatchResult match) {
        return match.groupCount() > 0 ? match.group(1) : match.group();
    }
}
