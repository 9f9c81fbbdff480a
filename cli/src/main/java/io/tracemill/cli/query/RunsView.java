package io.tracemill.cli.query;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The view {@code runs}: a row per run and date, from the views of the datasets and the sizes of their files. */
final class RunsView {

    /** Name of the view. */
    static final String NAME = "runs";

    private static final String LABELLED = """
            labelled as (
              select run, date, map_from_entries(list((key, value) order by key)) as labels from (
                select run, date, entry.key as key, min(entry.value) as value
                from (select run, date, unnest(map_entries(labels)) as entry from traces)
                group by run, date, key having count(distinct entry.value) = 1)
              group by run, date)
            """;

    private static final String COUNTED = """
            counted as (
              select run, date, min(start_time) as start_time, count(*) as traces, count(distinct rank) as ranks,
                max(header.world_size) as world_size
              from traces group by run, date)
            """;

    private static final String STEPPED = """
            stepped as (
              select run, date, count(distinct step) as steps, avg(total_ns) as mean_step_ns
              from device_stats where step >= 0 and not truncated group by run, date)
            """;

    private static final String EQUIPPED = """
            equipped as (
              select run, date, count(*) as devices,
                coalesce(list(distinct device_name order by device_name) filter (device_name is not null), [])
                  as device_models
              from device_stats where step is null group by run, date)
            """;

    private static final String JUDGED = """
            judged as (
              select run, date, first(bottleneck order by devices desc, bottleneck) as bottleneck,
                max(devices) as bottleneck_devices
              from (select run, date, bottleneck, count(*) as devices from bottlenecks where step is null group by all)
              group by run, date)
            """;

    private static final String COMPARED = """
            compared as (
              select run, date, list(distinct rank order by rank) as slow_ranks
              from (select run, date, unnest(case when len(ranks) > 0 then ranks else stage_ranks end) as rank
                from slow_ranks
                join (select run, date, last(final_ms order by ranks_compared, final_ms) as final_ms
                  from slow_ranks group by run, date) using (run, date, final_ms)
                where not minor)
              group by run, date)
            """;

    /** Sizes of files, whose names follow. */
    private static final String SIZED = """
            sized as (
              select url_decode(regexp_extract(filename, '.*/run=([^/]*)/date=[^/]*/[^/]*$', 1)) as run,
                try_cast(regexp_extract(filename, '.*/date=([^/]*)/[^/]*$', 1) as date) as date,
                sum(size)::bigint as bytes
              from read_blob(""";

    /** Sizes of no files, which have no names. */
    private static final String UNSIZED =
            "sized as (select null::varchar as run, null::date as date, null::bigint as bytes where false)\n";

    private static final String ROWS = """
            select run, date, start_time, traces, ranks, world_size, steps, mean_step_ns, devices, device_models,
              bottleneck, bottleneck_devices, slow_ranks, bytes, coalesce(labels, map {}::map(varchar, varchar)) as labels
            from counted
            left join stepped using (run, date) left join equipped using (run, date) left join judged using (run, date)
            left join compared using (run, date) left join sized using (run, date) left join labelled using (run, date)
            order by date, start_time, run
            """;

    private RunsView() {}

    /** Query over the views of the datasets, whose files these are. */
    static String over(Map<String, List<Path>> datasets) {
        List<Path> files = datasets.values().stream().flatMap(List::stream).toList();
        String sized = files.isEmpty() ? UNSIZED : SIZED + DatasetViews.list(files) + ") group by all)\n";
        return "with " + String.join(", ", LABELLED, COUNTED, STEPPED, EQUIPPED, JUDGED, COMPARED, sized) + ROWS;
    }
}
