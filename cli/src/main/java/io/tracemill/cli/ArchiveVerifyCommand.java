package io.tracemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.storage.upkeep.Difference;
import io.tracemill.storage.upkeep.Verification;
import io.tracemill.storage.upkeep.VerificationResult;
import io.tracemill.storage.upkeep.VerifyRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks an archive. */
@Command(
        name = "verify",
        header = "Check an archive from its files alone.",
        description = {
            "Reads every file to its end. Checks that no file is unfinished, that no record or trace"
                    + " is archived twice, and that the numbers of each trace add up and match its spans, if"
                    + " all of these were written.",
            "Checks that each parent, owner and launch that a span names is there.",
            "At the first difference, exits with 1 and prints file, trace, expected value and actual value."
        },
        footer = {
            "",
            "Examples:",
            "  tracemill archive verify --data archive",
            "  tracemill archive verify --data archive --live --format json"
        })
final class ArchiveVerifyCommand extends CommonOptions implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final UpkeepOptions options = new UpkeepOptions();

    @Option(names = "--live", description = "Accept and count unfinished files, for an archive that is being written.")
    private boolean live;

    ArchiveVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        VerifyRequest request = new VerifyRequest(options.data(), live, options.tempDir());
        VerificationResult verified = options.watched(console, progress -> Verification.run(request, progress));
        switch (options.format()) {
            case TABLE -> print(verified);
            case JSON -> json(verified);
        }
        if (verified.difference().isPresent()) {
            throw new Failure(verified.difference().get().toString());
        }
        return ExitCode.DONE.code();
    }

    private void print(VerificationResult verified) {
        if (verified.difference().isEmpty()) {
            console.out()
                    .writer()
                    .println("OK: " + Figures.count(verified.files()) + " files, "
                            + Figures.count(verified.rows()) + " rows, " + Figures.count(verified.traces())
                            + (verified.traces() == 1 ? " finished trace" : " finished traces"));
            notes(verified).forEach(console.out().writer()::println);
        }
    }

    /** What could not be checked in full. */
    private static List<String> notes(VerificationResult verified) {
        List<String> notes = new ArrayList<>();
        note(
                notes,
                verified.filtered(),
                "traces without all of their spans (statistics checked against totals and written spans)");
        note(notes, verified.folded(), "traces with names folded into (other) (statistics checked against totals)");
        note(notes, verified.broken(), "BROKEN traces (numbers need not add up)");
        note(notes, verified.unfinished(), "unfinished files");
        return notes;
    }

    private static void note(List<String> notes, long count, String what) {
        if (count > 0) {
            notes.add("  " + what + ": " + Figures.count(count));
        }
    }

    private void json(VerificationResult verified) throws IOException {
        try (JsonGenerator json =
                new JsonFactory().createGenerator(console.out().uncloseable())) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("files", verified.files());
            json.writeNumberField("rows", verified.rows());
            json.writeNumberField("traces", verified.traces());
            json.writeNumberField("filtered_traces", verified.filtered());
            json.writeNumberField("folded_traces", verified.folded());
            json.writeNumberField("broken_traces", verified.broken());
            json.writeNumberField("unfinished_files", verified.unfinished());
            json.writeFieldName("difference");
            if (verified.difference().isPresent()) {
                json(verified.difference().get(), json);
            } else {
                json.writeNull();
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void json(Difference difference, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", difference.file().toString());
        json.writeStringField("trace_id", difference.trace());
        json.writeStringField("what", difference.what());
        json.writeStringField("expected", difference.expected());
        json.writeStringField("found", difference.found());
        json.writeEndObject();
    }
}
