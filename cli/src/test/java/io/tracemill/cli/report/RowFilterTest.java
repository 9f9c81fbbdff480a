package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.report.filter.Condition;
import io.tracemill.cli.report.filter.FilterColumn;
import io.tracemill.cli.report.filter.NameCondition;
import io.tracemill.cli.report.filter.NoMatchException;
import io.tracemill.cli.report.filter.RowFilter;
import io.tracemill.cli.report.filter.StepCondition;
import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A filter keeps rows, sheets and subjects as they are, or leaves them out. */
class RowFilterTest {

    private static Document filtered(int top, Condition... conditions) throws IOException {
        return new RowFilter(List.of(conditions)).apply(Printed.document(), top);
    }

    private static Condition operator(String text) {
        return new NameCondition(FilterColumn.OPERATOR, text);
    }

    private static Document.Group group(Document document, String key) {
        return document.groups().stream()
                .filter(group -> group.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> sheets(Document document) {
        return group(document, "traces").schemas().stream()
                .map(SheetSchema::key)
                .toList();
    }

    private static Sheet sheet(Document document, String key) {
        return group(document, "traces").subjects().get(0).sheets().stream()
                .filter(sheet -> sheet.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutConditionsTheReportIsWhole() throws IOException {
        Document whole = Printed.document();

        assertThat(new RowFilter(List.of()).apply(whole, 1)).isSameAs(whole);
    }

    @Test
    void onlyMatchingRowsOfSheetsWithTheColumnAreLeft() throws IOException {
        Document document = filtered(15, operator("MATMUL"));

        assertThat(sheets(document)).contains("trace", "operators").doesNotContain("kernels", "coverage", "timeline");
        assertThat(Printed.rows(sheet(document, "operators"), "operator")).containsExactly(Printed.row("aten::matmul"));
        assertThat(sheet(document, "operators").rows().get(0).cells())
                .isEqualTo(sheet(Printed.document(), "operators").rows().stream()
                        .filter(row -> row.cells().contains("aten::matmul"))
                        .findFirst()
                        .orElseThrow()
                        .cells());
        assertThat(group(document, "runs").subjects()).isEmpty();
    }

    @Test
    void thePageSaysWhatIsShownAndCountsTheRest() throws IOException {
        String page = Printed.text(filtered(1, operator("a*t")), ReportFormat.TABLE, 120);

        assertThat(page)
                .contains("Only rows with operator \"a*t\" are shown; their shares are of the whole.")
                .contains("OPERATORS")
                .contains("more rows (--top 3 shows all)")
                .doesNotContain("KERNELS", "COVERAGE");
    }

    @Test
    void stepsAreFilteredByNumberInTracesAndRuns() throws IOException {
        Document document = filtered(15, StepCondition.parse("2-3"));

        assertThat(sheet(document, "timeline").rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(Named.valueOf(row.cells()
                                .get(sheet(document, "timeline").schema().index("step"))))
                        .isEqualTo(3));
        assertThat(group(document, "runs").schemas())
                .extracting(SheetSchema::key)
                .contains("run", "steps")
                .doesNotContain("ranks");
    }

    @Test
    void eachTableIsFilteredByTheColumnsThatItHas() throws IOException {
        Document document = filtered(15, operator("matmul"), new StepCondition(3, 3));

        assertThat(Printed.rows(sheet(document, "operators"), "operator")).containsExactly(Printed.row("aten::matmul"));
        assertThat(Printed.rows(sheet(document, "timeline"), "step")).containsExactly(Printed.row(3));
        assertThat(sheets(document)).doesNotContain("kernels");
        assertThat(group(document, "runs").subjects()).isEmpty();
        assertThat(Printed.text(document, ReportFormat.TABLE, 120))
                .contains(
                        "Only rows with operator \"matmul\" and step 3 are shown, in each table by the columns that it")
                .containsPattern("OPERATORS .*; not filtered by step\\)")
                .containsPattern("TIMELINE .*; not filtered by operator\\)");
    }

    @Test
    void aStarStandsForAnyCharactersAndCaseDoesNotMatter() {
        NameCondition gemm = new NameCondition(FilterColumn.KERNEL, "GEMM*bf16");

        assertThat(gemm.accepts("void gemm_128x64_bf16_nn<float*>")).isTrue();
        assertThat(gemm.accepts("bf16_gemm")).isFalse();
        assertThat(new NameCondition(FilterColumn.PHASE, "back").accepts(new Named("BACKWARD", "backward")))
                .isTrue();
        assertThatThrownBy(() -> new NameCondition(FilterColumn.KERNEL, "*"))
                .hasMessage("--kernel must be a text but was \"*\"");
    }

    @Test
    void whatIsNoStepIsRejected() {
        assertThat(StepCondition.parse(" 7 ")).isEqualTo(new StepCondition(7, 7));
        assertThat(new StepCondition(0, 3).accepts(new Named(null, "all"))).isFalse();
        assertThatThrownBy(() -> StepCondition.parse("-1"))
                .hasMessage("must be a step such as 7 or steps such as 5-9 but was \"-1\"");
        assertThatThrownBy(() -> StepCondition.parse("9-5"))
                .hasMessage("the first step must be at most the last but was 9-5");
    }

    @Test
    void whereNothingMatchesNearValuesAreNamed() {
        assertThatThrownBy(() -> filtered(15, operator("aten::matmull")))
                .isInstanceOf(NoMatchException.class)
                .hasMessageStartingWith("nothing matches operator \"aten::matmull\"; near: aten::matmul, ");
        assertThatThrownBy(() -> filtered(15, operator("matmul"), new StepCondition(5, 6)))
                .hasMessage("nothing matches steps 5-6; near: 3, all, before");
        assertThatThrownBy(() -> filtered(15, new StepCondition(5, 6)))
                .hasMessage("nothing matches steps 5-6; near: 3, all, before");
    }
}
