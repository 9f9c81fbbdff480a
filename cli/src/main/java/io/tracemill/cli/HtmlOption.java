package io.tracemill.cli;

import io.tracemill.cli.page.HtmlFile;
import io.tracemill.cli.page.PageArchive;
import io.tracemill.cli.page.PageAsset;
import io.tracemill.cli.page.PageData;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.page.PageSettings.Source;
import io.tracemill.cli.page.Pages;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The file in which a page is written. */
final class HtmlOption {

    /** Options that say how text is printed. */
    private static final List<String> OF_TEXT =
            List.of("--format", "--sheet", "--full", "--kernel", "--operator", "--module", "--phase");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one page of HTML to this file, with all of its data, and print nothing. Replaces the"
                    + " file.")
    private @Nullable Path file;

    boolean isWanted() {
        return file != null;
    }

    /** Checks that it can be written, and that no option is given with it that only says how text is printed. */
    void check() {
        if (file == null) {
            return;
        }
        if (!Files.isDirectory(Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file))) {
            throw new ParameterException(
                    spec.commandLine(), "--html must name a file in a directory that exists but was " + file);
        }
        for (String option : OF_TEXT) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), "--html and " + option + " exclude each other");
            }
        }
    }

    /** Makes the data of a page. */
    @FunctionalInterface
    interface Content {
        PageData of(Pages pages) throws IOException;
    }

    /**
     * Writes the page, and says so.
     *
     * @param steps steps that are shown kernel by kernel besides the median and the slowest one
     */
    void write(PageArchive archive, ReportSettings report, Set<Integer> steps, Content content, Console console)
            throws IOException {
        HtmlFile page = HtmlFile.of(PageAsset.ofResources());
        PageSettings settings = new PageSettings(ProgramVersion.line(), Source.FILE, report, steps);
        PageData data = content.of(new Pages(archive, settings, page.room()));
        long bytes = page.write(data, Objects.requireNonNull(file));
        console.say(
                spec.commandLine().getCommandSpec().qualifiedName() + ": wrote " + file + ", " + Figures.bytes(bytes));
    }
}
