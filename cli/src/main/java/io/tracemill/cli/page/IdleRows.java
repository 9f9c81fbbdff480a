package io.tracemill.cli.page;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlCursor;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Idle time of the devices of a trace, as a page shows it: by cause in each step, and with the names of the causes over
 * the whole trace. A trace has ten thousands of names in its steps.
 */
final class IdleRows {

    private static final String ROWS = """
            select device, step, part, cause, class, if(step is null, name, null) as name,
              if(step is null, place, null) as place, sum(idle_ns)::bigint as idle_ns, sum(count)::bigint as count
            from idle_stats where trace_id = ? and run = ? and date = ?::date group by all order by all""";

    private IdleRows() {}

    static List<IdleStats> of(ArchiveSql sql, TraceInfo trace) throws IOException {
        List<IdleStats> rows = new ArrayList<>();
        sql.each(
                ROWS,
                List.of(trace.getTraceId(), trace.getRun(), trace.getDate()),
                row -> rows.add(IdleStats.newBuilder()
                        .setTraceId(trace.getTraceId())
                        .setRun(trace.getRun())
                        .setDate(trace.getDate())
                        .setNode(trace.getNode())
                        .setRank(trace.getRank())
                        .setDevice(row.text("device"))
                        .setStep(row.has("step") ? Integer.valueOf((int) row.number("step", 0)) : null)
                        .setPart(IdlePart.valueOf(required("part", row)))
                        .setCause(cause(row))
                        .setClass$(HostActivity.valueOf(required("class", row)))
                        .setName(row.text("name"))
                        .setPlace(row.text("place"))
                        .setIdleNs(row.number("idle_ns", 0))
                        .setCount(row.number("count", 0))
                        .build()));
        return rows;
    }

    private static @Nullable IdleCause cause(SqlCursor row) throws IOException {
        @Nullable String cause = row.text("cause");
        return cause == null ? null : IdleCause.valueOf(cause);
    }

    private static String required(String column, SqlCursor row) throws IOException {
        return Objects.requireNonNull(row.text(column), column);
    }
}
