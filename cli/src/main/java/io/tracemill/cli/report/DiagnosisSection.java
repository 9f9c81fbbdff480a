package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.Diagnosis;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Section on why a run is slow: the causes of each finding, with what telemetry and traces show of them. */
final class DiagnosisSection implements Section<RunReport> {

    private static final Layout<Diagnosis> LAYOUT = Layout.rows("diagnoses", "Diagnoses", fields())
            .about("why the run is slow, by the telemetry of its nodes; cost in percent of its step time")
            .key("kind", "finding")
            .main("where", "where")
            .main("cause", "cause")
            .main("confidence", "confidence")
            .side("cost_pct", "cost")
            .details()
            .build();

    private final SlowRankWords words;

    DiagnosisSection(SlowRankWords words) {
        this.words = words;
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunReport run, int top) {
        SheetBuilder<Diagnosis> sheet = LAYOUT.sheet(run.diagnoses());
        for (Diagnosis row : run.diagnoses()) {
            words.cause(row).forEach(sheet::say);
            if (RunReport.isKnown(row) && !row.getReasons().isEmpty()) {
                sheet.note(Sentence.of(
                        row.getCause() + ": the confidence is not high: " + String.join("; ", row.getReasons()) + "."));
            }
        }
        return sheet.build();
    }

    private static Fields<Diagnosis> fields() {
        return AvroFields.of(Diagnosis.getClassSchema(), (Diagnosis row) -> row)
                .without(Set.of("run", "date", "final_ms"))
                .with("where", Unit.TEXT, "Ranks, group or stage that the finding is about.", DiagnosisSection::where)
                .named("kind", row -> SlowRankLabels.kind(row.getKind()))
                .named("confidence", row -> Labels.confidence(row.getConfidence()));
    }

    private static @Nullable String where(Diagnosis row) {
        if (row.getGroup() != null) {
            return row.getGroup();
        }
        if (row.getStage() != null) {
            return "stage " + row.getStage();
        }
        return row.getRanks().isEmpty() ? null : SlowRankLabels.ranks(row.getRanks());
    }
}
