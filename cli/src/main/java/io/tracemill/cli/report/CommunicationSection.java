package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What collectives sent, and over which links, where the trace says more of them than how long they took. */
final class CommunicationSection {

    private CommunicationSection() {}

    static void print(TraceReport report, Page page) {
        List<CollectiveUse> rows = report.communication();
        if (rows.stream().noneMatch(CollectiveUse::tells)) {
            return;
        }
        page.heading("COMMUNICATION  (by total time; a collective over several links counts with each)");
        TextTable table = new TextTable(
                "<collective", "<link", "count", "total", "message", "transit", "wait", "idle", "bandwidth");
        rows.stream().limit(page.top()).forEach(row -> row(table, row));
        page.table(table);
        page.more(rows.size(), "collectives");
    }

    private static void row(TextTable table, CollectiveUse row) {
        Double bandwidth = row.bandwidth();
        table.row(
                row.collective(),
                row.link() == null ? "" : row.link(),
                Figures.count(row.count()),
                Figures.time(row.totalNs()),
                row.messageBytes() == null ? "" : Figures.bytes(row.messageBytes()),
                time(row.transitNs()),
                time(row.waitNs()),
                time(row.idleNs()),
                bandwidth == null ? "" : String.format(Locale.ROOT, "%.1f GB/s", bandwidth));
    }

    private static String time(@Nullable Long ns) {
        return ns == null ? "" : Figures.time(ns);
    }
}
