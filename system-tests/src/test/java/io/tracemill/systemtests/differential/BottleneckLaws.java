package io.tracemill.systemtests.differential;

import java.util.Map;

/** Laws of the verdicts in an archive, as SQL over its datasets device_stats, idle_stats and bottlenecks. */
final class BottleneckLaws {

    private static final String RULES = "('COMPUTING', 'MEMORY', 'COMMUNICATION', 'IDLE')";

    private BottleneckLaws() {}

    /** Adds SQL for the violations of each law, by what it says. */
    static void add(Map<String, String> laws) {
        bottlenecks(laws);
        rules(laws);
        causes(laws);
    }

    private static void bottlenecks(Map<String, String> laws) {
        laws.put(
                "every device row with time has one bottleneck",
                "select trace_id, device, step from device_stats d where total_ns > 0 and (select count(*) from bottlenecks b"
                        + " where b.trace_id = d.trace_id and b.device is not distinct from d.device and b.step is not"
                        + " distinct from d.step) <> 1");
        laws.put(
                "the four shares add up to 100",
                "select * from bottlenecks where total_ns > 0 and abs(computing_pct + memcpy_pct + communication_pct +"
                        + " idle_pct - 100) > 1e-6");
        laws.put(
                "of the rules that fire, the one with the largest share wins",
                "select bottleneck, shares from (select bottleneck, {'COMPUTE_BOUND': if(computing_pct >"
                        + " thresholds.compute_pct, computing_pct, 0), 'MEMORY_BOUND': if(memcpy_pct > thresholds.memory_pct,"
                        + " memcpy_pct, 0), 'COMMUNICATION_BOUND': if(communication_pct > thresholds.communication_pct,"
                        + " communication_pct, 0), 'SYNC_BOUND': if(idle_pct > thresholds.idle_pct, idle_pct, 0)} as shares from"
                        + " bottlenecks) where case bottleneck when 'COMPUTE_BOUND' then shares.COMPUTE_BOUND when"
                        + " 'MEMORY_BOUND' then shares.MEMORY_BOUND when 'COMMUNICATION_BOUND' then"
                        + " shares.COMMUNICATION_BOUND when 'SYNC_BOUND' then shares.SYNC_BOUND else 0 end <"
                        + " greatest(shares.COMPUTE_BOUND, shares.MEMORY_BOUND, shares.COMMUNICATION_BOUND,"
                        + " shares.SYNC_BOUND) or (bottleneck <> 'BALANCED' and greatest(shares.COMPUTE_BOUND,"
                        + " shares.MEMORY_BOUND, shares.COMMUNICATION_BOUND, shares.SYNC_BOUND) = 0)");
    }

    /** Adds the laws on the rules of a verdict, without the order of the rules that have one share. */
    private static void rules(Map<String, String> laws) {
        laws.put(
                "the rules that fire are those over their thresholds, largest first",
                "select rules from bottlenecks where list_transform(rules, lambda r: r.share_pct) <>"
                        + " list_reverse_sort(list_filter([if(computing_pct > thresholds.compute_pct, computing_pct, null),"
                        + " if(memcpy_pct > thresholds.memory_pct, memcpy_pct, null), if(communication_pct >"
                        + " thresholds.communication_pct, communication_pct, null), if(idle_pct > thresholds.idle_pct, idle_pct,"
                        + " null)], lambda share: share is not null))");
        laws.put(
                "the first rule gives the verdict and its advice",
                "select bottleneck, rules from bottlenecks where bottleneck <> coalesce(rules[1].bottleneck, 'BALANCED')"
                        + " or recommendation <> coalesce(rules[1].recommendation, recommendation)");
    }

    /** Adds the laws on the causes of a verdict. */
    private static void causes(Map<String, String> laws) {
        laws.put(
                "each rule that fires is a cause",
                "select rules, causes from bottlenecks where list_transform(rules, lambda r: r.share_pct) <>"
                        + " list_transform(list_filter(causes, lambda c: c.code in " + RULES
                        + "), lambda c: c.share_pct)");
        laws.put(
                "the causes of idle time are its largest classes and causes",
                "with sums as (select trace_id, device, step, coalesce(cause, class) as code, sum(idle_ns)::bigint as time_ns"
                        + " from idle_stats where part <> 'UNKNOWN' group by all), ranked as (select *, row_number() over"
                        + " (partition by trace_id, device, step order by time_ns desc, code) as n from sums), expected as"
                        + " (select b.trace_id, b.device, b.step, list({'code': code, 'time_ns': time_ns} order by n) as"
                        + " largest from bottlenecks b join ranked r on r.trace_id = b.trace_id and r.device is not distinct"
                        + " from b.device and r.step is not distinct from b.step where n <= 3 and (100.0::double * time_ns /"
                        + " total_ns > 5 or (n = 1 and idle_pct > thresholds.idle_pct)) group by all)"
                        + " select causes, largest from bottlenecks b left join expected e on e.trace_id = b.trace_id and"
                        + " e.device is not distinct from b.device and e.step is not distinct from b.step where"
                        + " list_transform(list_filter(causes, lambda c: c.code not in " + RULES
                        + "), lambda c: {'code':"
                        + " c.code, 'time_ns': c.time_ns}) <> coalesce(largest, [])");
    }
}
