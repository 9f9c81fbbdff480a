package io.tracemill.ingest.ascend;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.pack.DeviceTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Table of kernels: torch_npu's {@code kernel_details.csv} or msprof's {@code op_summary_*.csv}. Numbers become
 * counters of the kernel, named as their column; all other fields become arguments.
 */
final class KernelTable {

    /** Columns of numbers that are not counters. */
    private static final Set<String> NO_COUNTERS = Set.of(
            "Step Id",
            "Device_id",
            "Model ID",
            "Task ID",
            "Stream ID",
            "Wait Time(us)",
            "Task Wait Time(us)",
            "Block Dim",
            "Block Num",
            "Mix Block Dim",
            "Mix Block Num",
            "Context ID");

    private final String name;
    private final String start;
    private final String duration;
    private final ProfileEvents events;

    private KernelTable(boolean ofTask, ProfileEvents events) {
        this.name = ofTask ? "Op Name" : "Name";
        this.start = ofTask ? "Task Start Time(us)" : "Start Time(us)";
        this.duration = ofTask ? "Task Duration(us)" : "Duration(us)";
        this.events = events;
    }

    /** Adds the rows of a file. Returns its faults, one line each. */
    static List<String> add(Path file, ProfileEvents events) throws IngestException {
        boolean ofTask = String.valueOf(file.getFileName()).startsWith("op_summary");
        KernelTable details = new KernelTable(ofTask, events);
        return CsvTable.read(file, List.of(details.name, details.start), details::take);
    }

    private boolean take(CsvTable row) throws IOException {
        String kernel = row.text(name);
        Long nanos = row.nanos(start);
        if (kernel == null || nanos == null) {
            return false;
        }
        events.begin(kernel, nanos);
        Set<String> used = new HashSet<>(Set.of(name, start, duration));
        for (Map.Entry<String, String> field : row.row().entrySet()) {
            String column = field.getKey();
            BigDecimal value = used.contains(column) || NO_COUNTERS.contains(column) ? null : row.number(column);
            if (value != null && events.counter(column, value.doubleValue())) {
                used.add(column);
            }
        }
        events.args(row.json(column -> !used.contains(column)));
        events.attach(DeviceTable.KERNELS);
        return true;
    }
}
