package io.tracemill.cli;

import io.tracemill.bench.measure.MeasuredProgram;
import io.tracemill.cli.bench.DuckDbEventCount;
import io.tracemill.cli.query.Answers;
import io.tracemill.cli.query.ArchiveSql;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program, as {@code bench} measures it. */
public final class MeasuredTracemill implements MeasuredProgram {

    @Override
    public Class<?> commandProcess() {
        return Main.class;
    }

    @Override
    public Class<?> warmProcess() {
        return WarmAnalyzeProcess.class;
    }

    @Override
    public Class<?> duckDbProcess() {
        return DuckDbEventCount.class;
    }

    @Override
    public List<List<String>> firstRows(Path archive, List<String> statements) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (ArchiveSql sql = ArchiveSql.open(archive)) {
            for (String statement : statements) {
                StringWriter csv = new StringWriter();
                sql.run(statement, Answers.csv(csv));
                rows.add(List.of(csv.toString().split("\n", -1)[1].split(",", -1)));
            }
        }
        return rows;
    }
}
