package io.tracemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.storage.upkeep.Difference;
import io.tracemill.storage.upkeep.Verification;
import io.tracemill.storage.upkeep.Verified;
import io.tracemill.storage.upkeep.VerifyRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds an archive to what must be so. */
@Command(
        name = "verify",
        header = "Hold an archive to what must be so, from its files alone.",
        description = {
            "Every file is read to its end. No file may be unfinished, no record in two files, no trace there",
            "twice; the numbers of each trace must add up, and be what its spans say where all were written.",
            "Exits with 1 at the first difference: its file and trace, and what was expected and found."
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

    @Option(
            names = "--live",
            description = "Somebody may be writing: files that are not finished yet are counted, and no difference.")
    private boolean live;

    ArchiveVerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        VerifyRequest request = new VerifyRequest(options.data(), live, options.tempDir());
        Verified verified = options.watched(console, progress -> Verification.run(request, progress));
        switch (options.format()) {
            case TABLE -> print(verified);
            case JSON -> json(verified);
        }
        if (verified.difference().isPresent()) {
            throw new Failure(verified.difference().get().toString());
        }
        return ExitCode.DONE.code();
    }

    private void print(Verified verified) {
        if (verified.difference().isEmpty()) {
            console.out()
                    .writer()
                    .println("all is as it must be: " + Figures.count(verified.files()) + " files, "
                            + Figures.count(verified.rows()) + " rows, " + Figures.count(verified.traces())
                            + " finished traces");
            notes(verified).forEach(console.out().writer()::println);
        }
    }

    /** What could not be held to all that it might have been. */
    private static List<String> notes(Verified verified) {
        List<String> notes = new ArrayList<>();
        note(
                notes,
                verified.filtered(),
                "traces of which not all spans were written: their statistics were held to totals and to the spans that were");
        note(notes, verified.folded(), "traces with names folded into (other): their statistics were held to totals");
        note(notes, verified.broken(), "traces known to be BROKEN, whose numbers need not add up");
        note(notes, verified.unfinished(), "files that are not finished yet");
        return notes;
    }

    private static void note(List<String> notes, long count, String what) {
        if (count > 0) {
            notes.add("  " + Figures.count(count) + " " + what);
        }
    }

    private void json(Verified verified) throws IOException {
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
