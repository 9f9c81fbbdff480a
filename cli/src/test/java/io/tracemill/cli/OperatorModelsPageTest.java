package io.tracemill.cli;

import static java.util.stream.Collectors.joining;

import io.tracemill.ingest.work.Formula;
import io.tracemill.ingest.work.OperatorModel;
import io.tracemill.ingest.work.OperatorModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page of modelled operators has every one that ingest knows, with the formulas of its family. */
class OperatorModelsPageTest {

    private static final String HEAD = """
            # Operators whose work is modelled

            Printed from the program by `OperatorModelsPageTest`. [What the numbers mean](definitions.md#work-of-operators)
            says when an operator has no work, and what work is not counted.

            ## Families

            Formulas count floating-point operations and elements of one call. Each element takes the bytes of its type.
            """;

    private static final String OPERATORS = """

            ## Operators

            If an operator is a lower bound, it does more floating-point operations than the formula counts.
            """;

    private static final String TAIL = """

            ## How to add an operator

            1. Add a line with its name and family to `OperatorModels`, in package `work` of module `ingest`. For another
               family, add a class such as `Elementwise`.
            2. Add a row with numbers worked out by hand to `OperatorModelsTest`.
            3. Run `OperatorModelsPageTest` with `-Dtracemill.golden=write`.
            """;

    @Test
    void everyOperatorIsOnThePageWithItsFormulas() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n| family | floating-point operations | elements read and written | unit |\n|---|---|---|---|\n");
        page.append(OperatorModels.ALL.stream()
                .map(OperatorModel::formula)
                .distinct()
                .map(OperatorModelsPageTest::row)
                .collect(joining()));
        page.append(OPERATORS).append("\n| operator | family | lower bound |\n|---|---|---|\n");
        page.append(OperatorModels.ALL.stream().map(OperatorModelsPageTest::row).collect(joining()));
        Golden.assertSame(Path.of("../docs/operator-models.md"), page + TAIL);
    }

    private static String row(Formula formula) {
        return "| " + String.join(" | ", formula.family(), formula.flops(), formula.bytes(), unit(formula)) + " |\n";
    }

    private static String unit(Formula formula) {
        return formula.unit().name().toLowerCase(Locale.ROOT);
    }

    /** Spaces keep names such as FlashAttnFunc from being taken for a class of this project. */
    private static String row(OperatorModel model) {
        return "| ` " + model.name() + " ` | " + model.formula().family() + " | " + (model.isEstimate() ? "yes" : "")
                + " |\n";
    }
}
