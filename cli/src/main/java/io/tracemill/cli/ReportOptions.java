package io.tracemill.cli;

import static java.util.stream.Collectors.joining;

import io.tracemill.cli.config.Alternatives;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.Languages;
import io.tracemill.cli.report.Report;
import io.tracemill.cli.report.ReportSet;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.report.filter.FilterColumn;
import io.tracemill.cli.report.filter.RowFilter;
import io.tracemill.cli.report.render.CsvRenderer;
import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options for printing the report. */
final class ReportOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final PrintOptions print = new PrintOptions();

    @Mixin
    private final HtmlOption html = new HtmlOption();

    @Option(
            names = "--sheet",
            paramLabel = "KEY",
            converter = SheetKey.class,
            completionCandidates = SheetKeys.class,
            description = "With --format csv, print only this sheet: ${COMPLETION-CANDIDATES}.")
    private @Nullable String sheet;

    @Option(
            names = "--language",
            paramLabel = "en|zh",
            converter = Languages.class,
            description = "Language of the sentences on bottlenecks in tables: English or Chinese; JSON and CSV are in"
                    + " English (default: that of the locale, if it is one of them, else en).")
    private @Nullable Language language;

    @Option(names = "--full", description = "Print all traces in full, not only the summary and those that differ.")
    private boolean full;

    @Option(
            names = "--tokens-per-step",
            paramLabel = "N",
            converter = Counts.class,
            description = "Tokens that each device processes in a step, for the rates in the report.")
    private @Nullable Integer tokensPerStep;

    @Option(
            names = "--samples-per-step",
            paramLabel = "N",
            converter = Counts.class,
            description = "Samples that each device processes in a step, for the rates in the report.")
    private @Nullable Integer samplesPerStep;

    private static @Nullable Long perStep(@Nullable Integer count) {
        return count == null ? null : Long.valueOf(count);
    }

    /** Checks that the options fit together. Call it before any work is done. */
    void check() {
        html.check();
        if (sheet != null && print.format() != ReportFormat.CSV) {
            throw new ParameterException(spec.commandLine(), "--sheet needs --format csv");
        }
    }

    /** The page that is written in place of text. */
    HtmlOption html() {
        return html;
    }

    /** What the reader asks of the report. */
    ReportSettings settings(Console console) {
        return new ReportSettings(
                print.top(),
                language == null ? Language.of(console.environment()) : language,
                full,
                perStep(tokensPerStep),
                perStep(samplesPerStep));
    }

    /** Prints what a filter keeps of the report, or of one sheet of it. */
    void print(ReportSet reports, RowFilter filter, Console console) throws IOException {
        Document whole = Report.of(reports, settings(console));
        Document document = filter.apply(whole, print.top());
        if (sheet == null) {
            print.print(document, console);
        } else {
            checkColumns(sheet, filter);
            CsvRenderer.write(document, sheet, console.out().uncloseable());
        }
    }

    /** Refuses a filter that cannot be applied: nothing in the CSV of one sheet would tell. */
    private static void checkColumns(String sheet, RowFilter filter) throws Failure {
        Optional<SheetSchema> schema =
                Report.schemas().stream().filter(any -> any.key().equals(sheet)).findFirst();
        List<FilterColumn> missing = schema.map(filter::missing).orElse(List.of());
        if (!missing.isEmpty()) {
            throw new Failure("sheet " + sheet + " has no column "
                    + missing.stream().map(FilterColumn::word).collect(joining(" and no column "))
                    + " to filter by");
        }
    }

    /** Keys of all sheets of the report. */
    static final class SheetKeys implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Report.schemas().stream().map(SheetSchema::key).iterator();
        }
    }

    /** Converter of the key of a sheet. */
    static final class SheetKey implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            List<String> keys = new ArrayList<>();
            new SheetKeys().forEach(keys::add);
            if (keys.contains(text)) {
                return text;
            }
            throw new TypeConversionException("there is no sheet \"" + text + "\", expected " + Alternatives.of(keys));
        }
    }
}
