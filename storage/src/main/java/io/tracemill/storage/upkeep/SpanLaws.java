package io.tracemill.storage.upkeep;

import io.tracemill.storage.rows.SpanConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The laws that statistics agree with the spans. If not all spans of a trace were written, no row may say less than the
 * spans that were.
 */
final class SpanLaws {

    private static final String STATISTICS =
            "count(*) as n, coalesce(sum(duration_ns), 0) as total, min(duration_ns) as least,"
                    + " max(duration_ns) as most";

    private static final String CHECKED = " join traces t using (trace_id) where t.checked";

    private SpanLaws() {}

    /** The tables that the laws compare, as SQL by name: computed once for a run and date. */
    static Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        tables.put(
                "operator_check",
                "select coalesce(s.file, p.file) as file, trace_id, operator, kind, coalesce(s.complete, p.complete) as complete, s.* exclude"
                        + " (file, trace_id, operator, kind, complete), p.* exclude (file, trace_id, operator, kind, complete) from"
                        + " (select s.*, t.complete from operator_stats s" + CHECKED
                        + ") s full join (select min(spans.file) as file, trace_id, name as operator, kind, any_value(t.complete) as"
                        + " complete, sum(self_ns) as self, " + STATISTICS + " from spans" + CHECKED
                        + " and kind in ('OPERATOR', 'ANNOTATION') and self_ns is not null group by trace_id, name, kind) p"
                        + " using (trace_id, operator, kind)");
        tables.put(
                "owner_check",
                "select coalesce(s.file, p.file) as file, trace_id, operator, kernel_count, device_ns, n, total from (select"
                        + " min(s.file) as file, trace_id, operator, sum(kernel_count) as kernel_count, sum(device_ns) as"
                        + " device_ns from operator_stats s" + CHECKED
                        + " and t.complete group by trace_id, operator) s full join (select min(spans.file) as file, trace_id,"
                        + " operator, " + STATISTICS + " from spans" + CHECKED
                        + " and t.complete and operator is not null and " + SpanConditions.ON_DEVICE
                        + " group by trace_id, operator) p using (trace_id, operator)");
        tables.put(
                "kernel_check",
                "select coalesce(s.file, p.file) as file, coalesce(s.trace_id, p.trace_id) as trace_id, coalesce(s.device,"
                        + " p.device) as device, coalesce(s.kernel, p.name) as kernel, coalesce(s.kind, p.kind) as kind,"
                        + " coalesce(s.complete, p.complete) as complete, count, total_ns, min_ns, max_ns, n, total, least, most from"
                        + " (select s.*, t.complete from kernel_stats s" + CHECKED
                        + ") s full join (select min(spans.file) as file, trace_id, device, name, kind, any_value(t.complete) as"
                        + " complete, " + STATISTICS + " from spans" + CHECKED + " and " + SpanConditions.ON_DEVICE
                        + " group by trace_id, device, name, kind) p on s.trace_id = p.trace_id and s.device is not distinct"
                        + " from p.device and s.kernel = p.name and s.kind = p.kind");
        tables.put("device_check", DeviceTimes.SQL);
        return tables;
    }

    static List<Law> all() {
        List<Law> laws = new ArrayList<>();
        String operator = "'operator ' || operator || ' (' || kind || '): ";
        compare(laws, "operator_check", operator, "count", "n");
        compare(laws, "operator_check", operator, "total_ns", "total");
        compare(laws, "operator_check", operator, "max_ns", "most");
        laws.add(Law.same("operator_check where complete", operator + "min_ns'", "least", "min_ns"));
        laws.add(Law.same("operator_check where complete", operator + "self_ns'", "self", "self_ns"));
        String owner = "'operator ' || operator || ': ";
        laws.add(Law.same("owner_check", owner + "kernel_count'", "coalesce(n, 0)", "kernel_count"));
        laws.add(Law.same("owner_check", owner + "device_ns'", "coalesce(total, 0)", "device_ns"));
        String kernel = "'kernel ' || kernel || ' (' || kind || ') on device ' || coalesce(device, 'unknown') || ': ";
        compare(laws, "kernel_check", kernel, "count", "n");
        compare(laws, "kernel_check", kernel, "total_ns", "total");
        compare(laws, "kernel_check", kernel, "max_ns", "most");
        laws.add(Law.same("kernel_check where complete", kernel + "min_ns'", "least", "min_ns"));
        for (String column : DeviceTimes.COLUMNS) {
            laws.add(Law.same(
                    "device_check",
                    "'device ' || coalesce(device, 'unknown') || ': " + column + "'",
                    "p_" + column,
                    column));
        }
        laws.add(counters());
        return laws;
    }

    private static void compare(List<Law> laws, String table, String what, String column, String spans) {
        laws.add(Law.same(table + " where complete", what + column + "'", spans, column));
        laws.add(Law.same(
                table + " where not complete",
                what + column + ", where not all spans were written,'",
                "greatest(" + spans + ", " + column + ")",
                "coalesce(" + column + ", 0)"));
    }

    private static Law counters() {
        return Law.same(
                "(select min(file) as file, trace_id, sum(cardinality(counters)) as n from spans where kind in ('KERNEL', 'MEMCPY',"
                        + " 'MEMSET') or (kind = 'OTHER' and device is not null) group by trace_id) s full join (select min(file) as counted_file, trace_id, count(*) as"
                        + " counted from kernel_counters group by trace_id) c using (trace_id)",
                "'kernel_counters'",
                "coalesce(n, 0)",
                "coalesce(counted, 0)");
    }
}
