package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.render.CsvRenderer;
import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCsvTest {

    @TempDir
    Path dir;

    @Test
    void everySheetFollowsALineWithItsKey() throws IOException {
        String csv = Printed.text(Printed.document(), ReportFormat.CSV, 120);

        assertThat(csv.lines().filter(line -> line.startsWith("# ")))
                .containsExactlyElementsOf(Report.schemas().stream()
                        .map(SheetSchema::key)
                        .map(key -> "# " + key)
                        .toList());
        assertThat(csv)
                .startsWith("# summary\nrun,rank,device,")
                .contains("\n\n# trace\ntrace_id,run,node,rank,")
                .contains("\n\n# bottlenecks\ntrace_id,run,node,rank,device,step,");
    }

    @Test
    void everySheetIsReadBackByAnotherReader() throws IOException, SQLException {
        Document document = Printed.document();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (Document.Group group : document.groups()) {
                for (SheetSchema schema : group.schemas()) {
                    long rows = group.subjects().get(0).sheets().stream()
                            .filter(sheet -> sheet.key().equals(schema.key()))
                            .mapToLong(sheet -> sheet.rows().size())
                            .sum();
                    String from =
                            " from read_csv('" + file(document, schema.key()) + "', header = true, auto_detect = true,"
                                    + " all_varchar = true, delim = ',', quote = '\"', escape = '\"')";
                    assertThat(one(statement, "select count(*)" + from))
                            .as(schema.key())
                            .isEqualTo(Long.toString(rows));
                }
            }
            String from = " from read_csv('" + file(document, "timeline") + "') where step is null";
            assertThat(one(statement, "select total_ns" + from)).isEqualTo("4000000");
            assertThat(one(statement, "select bubble_pct" + from)).isEqualTo("12.5");
            assertThat(one(statement, "select truncated" + from)).isEqualTo("false");
            String kernels = " from read_csv('" + file(document, "kernels") + "') order by total_ns desc limit 1";
            assertThat(one(statement, "select kernel" + kernels)).startsWith("void cutlass::Kernel2<");
            assertThat(one(statement, "select grid" + kernels)).isEqualTo("64,64,1");
            assertThat(one(statement, "select json_extract(counters, '$.dram_bytes')" + kernels))
                    .isEqualTo("1000000000.0");
        }
    }

    private Path file(Document document, String key) throws IOException {
        StringWriter csv = new StringWriter();
        CsvRenderer.write(document, key, csv);
        return Files.writeString(dir.resolve(key + ".csv"), csv.toString());
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
