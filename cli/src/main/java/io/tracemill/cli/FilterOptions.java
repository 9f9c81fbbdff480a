package io.tracemill.cli;

import io.tracemill.cli.report.filter.Condition;
import io.tracemill.cli.report.filter.FilterColumn;
import io.tracemill.cli.report.filter.NameCondition;
import io.tracemill.cli.report.filter.RowFilter;
import io.tracemill.cli.report.filter.StepCondition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that filter the rows of a report. */
final class FilterOptions {

    @Option(
            names = "--kernel",
            paramLabel = "TEXT",
            description = "Print only rows of kernels with this text in their name, in any case; * stands for any"
                    + " characters.")
    private @Nullable String kernel;

    @Option(names = "--operator", paramLabel = "TEXT", description = "As --kernel, for operators and annotations.")
    private @Nullable String operator;

    @Option(names = "--module", paramLabel = "TEXT", description = "As --kernel, for modules.")
    private @Nullable String module;

    @Option(names = "--phase", paramLabel = "NAME", description = "As --kernel, for phases, such as backward.")
    private @Nullable String phase;

    @Option(
            names = "--step",
            paramLabel = "N[-M]",
            converter = Steps.class,
            description = "Print only rows of these steps. With --html, it may be given several times: show these"
                    + " steps kernel by kernel, too.")
    private List<StepCondition> steps = new ArrayList<>();

    /** The filter; a text that makes no sense is an {@link IllegalArgumentException}. */
    RowFilter filter() {
        List<Condition> conditions = new ArrayList<>();
        add(FilterColumn.KERNEL, kernel, conditions);
        add(FilterColumn.OPERATOR, operator, conditions);
        add(FilterColumn.MODULE, module, conditions);
        add(FilterColumn.PHASE, phase, conditions);
        if (steps.size() > 1) {
            throw new IllegalArgumentException("only with --html, --step may be given several times");
        }
        conditions.addAll(steps);
        return new RowFilter(conditions);
    }

    /** Whether this step is asked for. */
    boolean asksFor(int step) {
        return steps.stream().anyMatch(range -> range.accepts(step));
    }

    /** The steps. */
    List<StepCondition> steps() {
        return steps;
    }

    private static void add(FilterColumn column, @Nullable String text, List<Condition> conditions) {
        if (text != null) {
            conditions.add(new NameCondition(column, text));
        }
    }

    /** Converter of steps. */
    static final class Steps implements ITypeConverter<StepCondition> {
        @Override
        public StepCondition convert(String text) {
            try {
                return StepCondition.parse(text);
            } catch (IllegalArgumentException e) {
                TypeConversionException rejected = new TypeConversionException(String.valueOf(e.getMessage()));
                rejected.initCause(e);
                throw rejected;
            }
        }
    }
}
