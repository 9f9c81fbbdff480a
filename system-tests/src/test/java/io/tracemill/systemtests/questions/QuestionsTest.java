package io.tracemill.systemtests.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.Golden;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions get the answers that the page shows, and these tell what was put into the runs. */
class QuestionsTest {

    @TempDir
    static Path dir;

    @BeforeAll
    static void anArchiveOfFourRunsAndOneOfASimulatedOne() throws IOException {
        PlantedArchive.make(dir.resolve("archive"), dir.resolve("traces"));
        PlantedArchive.simulate(dir.resolve(Question.SIMULATED), dir.resolve("files"));
    }

    @Test
    void thePageShowsTheAnswers() throws IOException {
        String page = Files.readString(Question.PAGE);
        List<Question> questions = Question.in(page);
        assertThat(questions).hasSize(35);
        for (Question question : questions) {
            String answer = query(question.archive(), question.sql(), "table");
            assertThat(answer.lines()).as(question.title()).hasSizeGreaterThan(1);
            page = page.replace(
                    question.sql() + "```\n\n```text\n" + question.answer() + "```",
                    question.sql() + "```\n\n```text\n" + answer + "```");
        }
        Golden.assertSame(Question.PAGE, page);
    }

    @Test
    void eachDatasetHasAQuestion() throws IOException {
        String asked = Question.ofPage().stream().map(Question::sql).collect(Collectors.joining());
        assertThat(Datasets.tables())
                .extracting(Table::name)
                .filteredOn(dataset -> !Pattern.compile("(from|join) " + dataset + "\\b")
                        .matcher(asked)
                        .find())
                .isEmpty();
    }

    /**
     * Of the mean rank: three ranks with a kernel that is 1.5 times as slow, one with one that is 1.25 times slower
     * still.
     */
    @Test
    void theChangeOfTheSlowedKernelIsThatWhichWasPlanted() throws IOException {
        JsonNode before = rows(
                "select sum(device_ns) as ns from operator_stats where run = 'baseline' and operator = 'aten::_log_softmax_backward_data' and rank <> 2");
        JsonNode after = rows(
                "select sum(device_ns) as ns from operator_stats where run = 'candidate' and operator = 'aten::_log_softmax_backward_data' and rank <> 2");
        assertThat(after.path(0).path("ns").asDouble()
                        / before.path(0).path("ns").asDouble())
                .isBetween(1.4999, 1.5001);
        assertThat(find(answer(2), "operator", "aten::_log_softmax_backward_data")
                        .path("change_pct")
                        .asDouble())
                .isBetween(55.0, 63.0);
        assertThat(find(answer(2), "operator", "aten::_log_softmax")
                        .path("change_pct")
                        .asDouble())
                .isBetween(5.0, 8.0);
    }

    @Test
    void theSlowRankIsFoundInEveryStepAsTheStreamFoundIt() throws IOException {
        JsonNode answer = answer(3);
        JsonNode stream = rows("select step, computing.max_rank as most from rank_spread "
                + "where run = 'candidate' and step >= 0 order by step");
        assertThat(answer.findValuesAsText("step")).isEqualTo(stream.findValuesAsText("step"));
        assertThat(answer.findValuesAsText("rank"))
                .containsOnly("" + PlantedRuns.SLOW_RANK)
                .isEqualTo(stream.findValuesAsText("most"));
    }

    @Test
    void queuedEventsAreAllThatHaveALaunch() throws IOException {
        long events = 0;
        for (JsonNode row : answer(4)) {
            events += row.path("events").asLong();
        }
        assertThat(events)
                .isEqualTo(
                        rows("select device_events - unlinked_no_launch as n from traces where run = 'candidate' and rank = 0")
                                .path(0)
                                .path("n")
                                .asLong());
    }

    @Test
    void aTenthMoreComputingAWeekIsSeenWeekByWeek() throws IOException {
        JsonNode answer = answer(8);
        assertThat(answer.findValuesAsText("week")).containsExactly("2026-01-05", "2026-01-12", "2026-01-19");
        List<Double> growth = new ArrayList<>();
        for (int week = 1; week < 3; week++) {
            growth.add(answer.path(week).path("computing_ms").asDouble()
                    / answer.path(week - 1).path("computing_ms").asDouble());
        }
        assertThat(growth).allSatisfy(times -> assertThat(times).isBetween(1.08, 1.101));
    }

    @Test
    void partsOfIdleAddUp() throws IOException {
        for (JsonNode row : answer(6)) {
            double parts = row.path("host_pct").asDouble()
                    + row.path("launch_pct").asDouble()
                    + row.path("device_pct").asDouble()
                    + row.path("unknown_pct").asDouble();
            assertThat(parts)
                    .isBetween(
                            row.path("idle_pct").asDouble() - 0.21,
                            row.path("idle_pct").asDouble() + 0.21);
        }
    }

    @Test
    void theHotDeviceIsSlowAndEachTookWhatItsPowerSays() throws IOException {
        JsonNode devices = answer(30);
        assertThat(devices.findValuesAsText("device")).containsExactly("GPU-1", "GPU-2");
        assertThat(devices.path(1).path("least_mhz").asDouble())
                .isEqualTo(1110)
                .isLessThan(devices.path(0).path("least_mhz").asDouble());
        JsonNode energy = answer(31);
        assertThat(energy.path(0).path("kilojoules").asDouble()).isEqualTo(67.2);
        assertThat(energy.path(1).path("kilojoules").asDouble()).isEqualTo(49.2);
        assertThat(rows("select device, sum(increase) / 1000 as kilojoules, count_if(is_reset) as resets"
                        + " from telemetry_increases where quantity = 'hw.energy' group by device order by device"))
                .isEqualTo(energy);
    }

    private static JsonNode find(JsonNode rows, String column, String value) {
        for (JsonNode row : rows) {
            if (row.path(column).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no row with " + column + " " + value + " in " + rows);
    }

    @Test
    void theRankThatIsTooHotIsSlowForThatReason() throws IOException {
        JsonNode truth = new ObjectMapper()
                .readTree(dir.resolve("files/truth.json").toFile())
                .path("faults")
                .path(0);
        JsonNode states = answer(32);
        assertThat(states.findValuesAsText("state")).containsExactly("FULL");
        assertThat(states.path(0).path("traces").asInt()).isEqualTo(8);
        JsonNode cause = answer(33).path(0);
        assertThat(cause.path("cause").asText()).isEqualTo("THERMAL_THROTTLING");
        assertThat(cause.path("ranks")).isEqualTo(truth.path("ranks"));
        assertThat(answer(34).path(0).path("device").asText())
                .isEqualTo(truth.path("uuids").path(0).asText());
        assertThat(answer(35).findValuesAsText("subject"))
                .isNotEmpty()
                .allMatch(
                        subject -> subject.endsWith(truth.path("uuids").path(0).asText()));
    }

    private static JsonNode answer(int number) throws IOException {
        Question question = Question.ofPage().get(number - 1);
        return new ObjectMapper().readTree(query(question.archive(), question.sql(), "json"));
    }

    private static JsonNode rows(String sql) throws IOException {
        return new ObjectMapper().readTree(query("archive", sql, "json"));
    }

    private static String query(String archive, String sql, String format) {
        CommandLineRun run =
                CommandLineRun.of("query", "--data", dir.resolve(archive).toString(), "--format", format, sql);
        assertThat(run.code()).as(sql + "\n" + run.err()).isZero();
        return run.out();
    }
}
