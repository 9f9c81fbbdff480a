package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;
import java.util.List;

/** Fields of an operator or an annotation. */
final class OperatorFields {

    static final Fields<OperatorStats> ALL = AvroFields.of(OperatorStats.getClassSchema(), (OperatorStats row) -> row)
            .without(TraceFields.REPEATED)
            .names("operator");

    private OperatorFields() {}

    static List<OperatorStats> rows(TraceReport report, EventKind kind) {
        return report.operators().stream().filter(row -> row.getKind() == kind).toList();
    }
}
