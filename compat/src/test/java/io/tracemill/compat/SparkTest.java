package io.tracemill.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark reads an archive as DuckDB does. */
class SparkTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TOLERANCE = 1e-9;

    @TempDir
    static Path dir;

    @SuppressWarnings("NullAway.Init")
    private static SparkSession spark;

    @SuppressWarnings("NullAway.Init")
    private static MadeArchives made;

    @BeforeAll
    static void aSessionAndAnArchive() throws IOException, InterruptedException {
        made = MadeArchives.in(dir);
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.adaptive.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", dir.resolve("warehouse").toString())
                .getOrCreate();
    }

    @AfterAll
    static void end() {
        spark.stop();
    }

    @Test
    void theQuestionsGetTheSameAnswers() throws IOException {
        Files.writeString(aFileOf("spans").resolveSibling("c-spans-0-9.parquet.w1.tmp"), "still being written");
        StringBuilder sideBySide = new StringBuilder();
        assertThat(made.answers()).hasSize(35);
        String asked = "";
        for (JsonNode question : made.answers()) {
            String archive = question.path("archive").asText();
            if (!archive.equals(asked)) {
                views(made.archive().resolveSibling(archive));
                asked = archive;
            }
            String title = question.path("title").asText();
            ArrayNode rows = rows(spark.sql(question.path("sql").asText()));
            sideBySide.append(title).append('\n');
            assertThat(rows).as(title).hasSameSizeAs(question.path("rows")).isNotEmpty();
            for (int i = 0; i < rows.size(); i++) {
                JsonNode expected = question.path("rows").path(i);
                sideBySide
                        .append("  DuckDB ")
                        .append(expected)
                        .append("\n  Spark  ")
                        .append(rows.get(i))
                        .append('\n');
                assertSame(title + ", row " + i, rows.get(i), expected);
            }
        }
        Files.writeString(Path.of("target/side-by-side.txt"), sideBySide);
    }

    @Test
    void filesThatWereMergedHoldTheSameRows() throws IOException {
        String sums =
                "select count(*), count(distinct trace_id), sum(hash(to_json(struct(*)))) from spans where run = 'baseline'";
        views(made.archive());
        List<Row> rows = spark.sql(sums).collectAsList();
        views(made.compacted());
        assertThat(spark.sql(sums).collectAsList()).isEqualTo(rows);
        assertThat(files(made.compacted(), ""))
                .isEqualTo(1)
                .isLessThan(rows.get(0).getLong(1));
    }

    @Test
    void onlyFilesOfTheRunAndDateAreRead() throws IOException {
        views(made.archive());
        Dataset<Row> all = spark.sql("select sum(duration_ns) from spans");
        Dataset<Row> ofRun = spark.sql("select sum(duration_ns) from spans where run = 'nightly'");
        Dataset<Row> ofDate =
                spark.sql("select sum(duration_ns) from spans where run = 'nightly' and date = date '2026-01-14'");

        assertThat(List.of(filesRead(all), filesRead(ofRun), filesRead(ofDate)))
                .containsExactly(
                        files(made.archive(), ""),
                        files(made.archive(), "run=nightly"),
                        files(made.archive(), "run=nightly/date=2026-01-14"))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        assertThat(scan(ofDate).simpleString(1000).replaceAll("#\\d+", ""))
                .contains("PartitionFilters: [isnotnull(run), isnotnull(date), (run = nightly), (date = 2026-01-14)]");
    }

    @Test
    void filesOfTheFirstVersionAndOfOneWithAColumnMoreAreOneTable() {
        views(made.evolved());
        Dataset<Row> rows = spark.sql("select run, count(*), count(energy_mj), sum(energy_mj) from operator_stats "
                + "group by run order by run");

        assertThat(rows.collectAsList().stream().map(Row::toString))
                .containsExactly("[frozen,12,0,null]", "[next,12,12,42.0]");
    }

    private static void views(Path archive) {
        try (Stream<Path> datasets = Files.list(archive)) {
            datasets.filter(Files::isDirectory).forEach(SparkTest::view);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As the page of queries tells its readers to. */
    private static void view(Path dataset) {
        spark.sql("create or replace temporary view " + dataset.getFileName() + " using parquet options (path '"
                + dataset + "', mergeSchema 'true', pathGlobFilter '*.parquet')");
    }

    private static ArrayNode rows(Dataset<Row> answer) throws IOException {
        ArrayNode rows = JSON.createArrayNode();
        for (String row : answer.toJSON().collectAsList()) {
            rows.add(JSON.readTree(row));
        }
        return rows;
    }

    /** Where Spark's JSON leaves a null out, DuckDB's says so. */
    private static void assertSame(String row, JsonNode actual, JsonNode expected) {
        for (Map.Entry<String, JsonNode> column : expected.properties()) {
            JsonNode value = actual.path(column.getKey());
            String where = row + ", " + column.getKey();
            if (column.getValue().isNumber()) {
                double number = column.getValue().asDouble();
                assertThat(Math.abs(value.asDouble(Double.NaN) - number))
                        .as(where + ": " + value + " for " + number)
                        .isLessThanOrEqualTo(TOLERANCE * Math.abs(number));
            } else {
                assertThat(value.asText("null"))
                        .as(where)
                        .isEqualTo(column.getValue().asText("null"));
            }
        }
    }

    private static long filesRead(Dataset<Row> answer) {
        assertThat(answer.collectAsList()).hasSize(1);
        return scan(answer).metrics().apply("numFiles").value();
    }

    private static FileSourceScanExec scan(Dataset<Row> answer) {
        return (FileSourceScanExec)
                answer.queryExecution().executedPlan().collectLeaves().head();
    }

    private static Path aFileOf(String dataset) throws IOException {
        try (Stream<Path> files = Files.walk(made.archive().resolve(dataset))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long files(Path archive, String partition) throws IOException {
        try (Stream<Path> files = Files.walk(archive.resolve("spans").resolve(partition))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }
}
