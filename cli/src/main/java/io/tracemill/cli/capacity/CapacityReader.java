package io.tracemill.cli.capacity;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlRow;
import io.tracemill.schemas.BottleneckClass;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what runs used of the devices. */
final class CapacityReader {

    private static final double HOUR_NANOS = 3_600e9;

    private static final String RECORDED = """
            with recorded as (
              select run, sum(recorded_ns) as recorded_ns,
                sum(recorded_ns * stalled_pct) / sum(recorded_ns) as stalled_pct, %s
              from run_trends where recorded_ns is not null and date between ?::date and ?::date group by run)
            """.formatted(Arrays.stream(BottleneckClass.values())
            .map(CapacityReader::column)
            .map(share -> "sum(recorded_ns * " + share + ") / sum(recorded_ns) as " + share)
            .collect(Collectors.joining(", ")));

    private static final String MINUTES = """
            , minutes as (select * from device_minutes where date between ?::date and ?::date)
            """;

    private static final String USED = RECORDED + MINUTES + """
            , used as (
              select run, count(distinct (node, device)) as devices, sum(duration_ns) as read_ns,
                coalesce(sum(duration_ns) filter (utilization_pct < %s), 0) as idle_ns,
                coalesce(sum(duration_ns) filter (utilization_pct is null), 0) as unknown_ns
              from minutes group by run)
            select * from used left join recorded using (run) order by run nulls last
            """.formatted(Capacity.IDLE_PERCENT);

    private static final String REST = RECORDED + MINUTES + """
            select (select count(distinct (node, device)) from minutes) as devices,
              (select count(*) from recorded where run not in (select run from minutes where run is not null)) as unplaced_runs
            """;

    private CapacityReader() {}

    /** Reads what the telemetry and the traces of these days say, both included. */
    static Capacity read(ArchiveSql archive, LocalDate first, LocalDate last, Price price) throws IOException {
        List<String> days = List.of(first.toString(), last.toString(), first.toString(), last.toString());
        List<RunUse> runs = new ArrayList<>();
        archive.rows(USED, days, row -> runs.add(use(row)));
        List<Capacity> all = new ArrayList<>();
        archive.rows(
                REST,
                days,
                row -> all.add(
                        new Capacity((long) row.number("devices"), runs, (long) row.number("unplaced_runs"), price)));
        return all.get(0);
    }

    private static RunUse use(SqlRow row) {
        return new RunUse(
                row.text("run"),
                (long) row.number("devices"),
                hours(row, "read_ns"),
                hours(row, "idle_ns"),
                hours(row, "unknown_ns"),
                row.text("recorded_ns") == null ? null : recorded(row));
    }

    private static RunUse.Recorded recorded(SqlRow row) {
        Map<BottleneckClass, Double> shares = new EnumMap<>(BottleneckClass.class);
        for (BottleneckClass bottleneck : BottleneckClass.values()) {
            shares.put(bottleneck, row.number(column(bottleneck)));
        }
        return new RunUse.Recorded(hours(row, "recorded_ns"), row.number("stalled_pct"), shares);
    }

    private static double hours(SqlRow row, String column) {
        return row.number(column) / HOUR_NANOS;
    }

    private static String column(BottleneckClass bottleneck) {
        return bottleneck.name().toLowerCase(Locale.ROOT) + "_pct";
    }
}
