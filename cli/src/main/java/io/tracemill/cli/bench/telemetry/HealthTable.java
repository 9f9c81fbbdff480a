package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.query.Answers;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * The minutes of devices that an archive holds. Two metrics of one quantity are read at the same times, which count
 * once. A reading at the very end of a minute may count in it as well.
 *
 * @param rows how many rows
 * @param told minutes of nodes that have rows
 * @param wrong rows of a measured series that count other readings than {@code telemetry} has in their minute
 */
record HealthTable(long rows, long told, long wrong) {

    private static final String SQL = """
            with counted as (
              select node, device, quantity, time_ns // 60000000000 as minute, count(distinct time_ns) as readings
              from telemetry where quantity is not null group by all)
            select count(*), count(distinct (h.node, h.start_ns)),
              count(*) filter (readings is not null and samples not in (readings, readings + 1))
            from device_health h left join counted c
              on h.node = c.node and h.device = c.device and h.quantity = c.quantity
                and h.start_ns // 60000000000 = c.minute and h.series_labels is null""";

    static HealthTable of(Path archive) throws IOException {
        StringWriter csv = new StringWriter();
        try (ArchiveSql sql = ArchiveSql.open(archive)) {
            sql.run(SQL, Answers.csv(csv));
        }
        String[] row = csv.toString().split("\n", -1)[1].split(",", -1);
        return new HealthTable(Long.parseLong(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2]));
    }

    /**
     * Checks what can be said beforehand. A minute is told when the log is three minutes past its begin, so of a paced
     * feed all are told but the last two or three, and the first and the last one may be cut off by its ends.
     */
    void check(TelemetryBenchRequest request) throws IOException {
        if (wrong > 0) {
            throw new Failure("wrong answer: " + wrong + " rows of device_health count other readings than telemetry");
        }
        long nodes = request.fleet().nodes();
        long least = request.paced() ? nodes * (request.minutes() - 4L) : 0;
        long most = nodes * (request.minutes() + (request.paced() ? -1L : 1L));
        if (told < least || told > Math.max(0, most)) {
            throw new Failure("wrong answer: device_health should have from " + least + " to " + most
                    + " minutes of nodes but has " + told);
        }
    }
}
