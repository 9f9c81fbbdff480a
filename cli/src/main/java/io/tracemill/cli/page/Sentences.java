package io.tracemill.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.report.Report;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.report.RunReport;
import io.tracemill.cli.report.TraceReport;
import io.tracemill.cli.report.VerdictSentences;
import io.tracemill.cli.report.render.TextRenderer;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Subject;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.wording.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sentences of the text report in all languages, as pieces. */
final class Sentences {

    /** Sheets of a run whose sentences a page says, in their order. */
    private static final List<String> OF_RUN = List.of("slow_ranks", "ranks");

    private Sentences() {}

    /** What each device of a trace is bound by, one piece for each device. */
    static List<Piece> of(TraceReport report) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (Bottleneck row : report.bottlenecks()) {
            if (row.getStep() == null) {
                pieces.add(ofDevice(report, row.getDevice(), language -> VerdictSentences.of(row, language)));
            }
        }
        if (pieces.isEmpty()) {
            pieces.add(ofDevice(report, null, language -> List.of(VerdictSentences.unseen(report.trace(), language))));
        }
        return pieces;
    }

    private static Piece ofDevice(
            TraceReport report, @Nullable String device, Function<Language, List<Sentence>> sentences)
            throws IOException {
        return Piece.ofValue(json -> {
            json.writeStartObject();
            json.writeStringField("trace_id", report.trace().getTraceId());
            json.writeStringField("device", device);
            write(sentences, json);
            json.writeEndObject();
        });
    }

    /** What makes a run slow. */
    static Piece of(RunReport report, ReportSettings settings) throws IOException {
        return Piece.ofValue(json -> {
            json.writeStartObject();
            json.writeStringField("run", report.whole().getRun());
            json.writeStringField("date", report.whole().getDate());
            write(language -> ofRun(Report.run(report, settings.in(language))), json);
            json.writeEndObject();
        });
    }

    private static List<Sentence> ofRun(Subject run) {
        return OF_RUN.stream()
                .flatMap(
                        key -> run.sheets().stream().filter(sheet -> sheet.key().equals(key)))
                .flatMap(sheet -> Stream.concat(sheet.sentences().stream(), sheet.notes().stream()))
                .toList();
    }

    private static void write(Function<Language, List<Sentence>> sentences, JsonGenerator json) throws IOException {
        for (Language language : Language.values()) {
            texts(language.tag(), TextRenderer.texts(sentences.apply(language)), json);
        }
        texts(
                "tones",
                sentences.apply(Language.EN).stream()
                        .map(sentence -> sentence.tone().name().toLowerCase(Locale.ROOT))
                        .toList(),
                json);
    }

    private static void texts(String name, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
