package io.tracemill.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncreasesViewTest {

    @TempDir
    Path dir;

    /** Writes readings of a counter, as tuples of seconds, value, source, series and other labels. */
    private List<String> increases(String tuples, String question) throws SQLException, IOException {
        Path part = Files.createDirectories(dir.resolve("telemetry/run=__HIVE_DEFAULT_PARTITION__/date=2026-01-01"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("copy (select 'n1' as node, 'GPU-1' as device, source, 'm' as metric, 'q' as quantity,"
                    + " (s * 1e9)::bigint as time_ns, make_timestamptz((s * 1e6)::bigint) as time,"
                    + " value::double as value, 'COUNTER' as kind, series_labels, other_labels from (values " + tuples
                    + ") t(s, value, source, series_labels, other_labels)) to '"
                    + part.resolve("c-t-0-0.parquet") + "' (format parquet)");
        }
        List<String> rows = new ArrayList<>();
        try (ArchiveSql sql = ArchiveSql.open(dir)) {
            sql.rows(question, List.of(), row -> rows.add(row.text("row")));
        }
        return rows;
    }

    private List<String> increases(String tuples) throws SQLException, IOException {
        return increases(
                tuples,
                "select concat_ws(' ', time_ns // 1000000000, coalesce(increase::varchar, '-'), is_reset) as row"
                        + " from telemetry_increases order by source, series_labels, time_ns");
    }

    @Test
    void aCounterIsFollowedInTheOrderOfTime() throws Exception {
        assertThat(increases("(3, 9, 's', null, null), (1, 5, 's', null, null), (2, 7, 's', null, null)"))
                .containsExactly("1 - false", "2 2.0 false", "3 2.0 false");
    }

    @Test
    void aValueBelowTheOneBeforeIsThatOfACounterThatBeganAnew() throws Exception {
        assertThat(increases("(1, 5, 's', null, null), (2, 3, 's', null, null), (3, 4, 's', null, null)"))
                .containsExactly("1 - false", "2 3.0 true", "3 1.0 false");
    }

    @Test
    void nothingIsKnownOverAGap() throws Exception {
        assertThat(increases("(0, 1, 's', null, null), (600, 2, 's', null, null), (1200.5, 9, 's', null, null),"
                        + " (1201, 10, 's', null, null), (1802, 2, 's', null, null)"))
                .containsExactly("0 - false", "600 1.0 false", "1200 - false", "1201 1.0 false", "1802 - false");
    }

    @Test
    void aReadingThatCameTwiceCountsOnceAndTheLargerWins() throws Exception {
        assertThat(increases("(1, 5, 's', null, '{\"pod\":\"a\"}'), (1, 5, 's', null, '{\"pod\":\"b\"}'),"
                        + " (2, 8, 's', null, '{\"pod\":\"a\"}'), (2, 7, 's', null, '{\"pod\":\"b\"}')"))
                .containsExactly("1 - false", "2 3.0 false");
    }

    @Test
    void sourcesAndSeriesAreFollowedApart() throws Exception {
        assertThat(increases("(1, 5, 'a', 'x', null), (2, 6, 'a', 'x', null), (1, 50, 'b', 'x', null),"
                        + " (2, 70, 'b', 'x', null), (1, 1, 'a', 'y', null), (2, 4, 'a', 'y', null)"))
                .containsExactly("1 - false", "2 1.0 false", "1 - false", "2 3.0 false", "1 - false", "2 20.0 false");
    }

    @Test
    void aQuestionForOneNodeAndQuantityReadsNothingElse() throws Exception {
        List<String> plan = new ArrayList<>();
        increases("(1, 5, 's', null, null)", "select 'x' as row");
        try (ArchiveSql sql = ArchiveSql.open(dir)) {
            sql.rows(
                    "explain (format json) select sum(increase) from telemetry_increases where node = 'n0' and quantity = 'q'",
                    List.of(),
                    row -> plan.add(row.text("explain_value")));
        }
        assertThat(String.join("\n", plan)).contains("EMPTY_RESULT").doesNotContain("READ_PARQUET");
    }
}
