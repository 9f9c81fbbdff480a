package io.tracemill.cli.report.filter;

import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Column that a report can be filtered by. */
public enum FilterColumn {
    /** Name of a kernel, copy or collective. */
    KERNEL,
    /** Name of an operator or annotation. */
    OPERATOR,
    /** Number of a step. */
    STEP,
    /** Module of the model; the sheet of modules has their classes. */
    MODULE,
    /** Phase of a step. */
    PHASE;

    private static final String MODULES = "modules";
    private static final String CLASS = "class";

    /** Name of the column, and of what is in it. */
    public String word() {
        return switch (this) {
            case KERNEL -> "kernel";
            case OPERATOR -> "operator";
            case STEP -> "step";
            case MODULE -> "module";
            case PHASE -> "phase";
        };
    }

    /** Index of the column in a sheet, if the sheet has it. */
    OptionalInt index(SheetSchema sheet) {
        String key = this == MODULE && sheet.key().equals(MODULES) ? CLASS : word();
        return IntStream.range(0, sheet.columns().size())
                .filter(i -> sheet.columns().get(i).key().equals(key))
                .findFirst();
    }
}
