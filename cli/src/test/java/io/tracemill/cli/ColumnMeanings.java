package io.tracemill.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What columns mean that are no fields of a schema, or mean something else in a derived dataset. */
final class ColumnMeanings {

    private static final String INDEX = "Index into the batch's strings: ";

    private static final Map<String, String> OWN = own();

    private ColumnMeanings() {}

    /** The meaning of a column whose field, if it has one, has this text. */
    static String of(String dataset, String column, String field) {
        String own = OWN.getOrDefault(dataset + "." + column, OWN.get(column));
        if (own != null) {
            return own;
        }
        return field.startsWith(INDEX)
                ? field.substring(INDEX.length(), INDEX.length() + 1).toUpperCase(Locale.ROOT)
                        + field.substring(INDEX.length() + 1)
                : field;
    }

    /** What the rows of a dataset are, if its records, which have this text, hold many rows each. */
    static String ofRows(String dataset, String record) {
        return OWN.getOrDefault(dataset + ".", record);
    }

    private static Map<String, String> own() {
        Map<String, String> own = new HashMap<>();
        own.put("spans.", "Events of a trace, with what the pass found out about them.");
        own.put("telemetry.", "Readings of the nodes of a fleet and their devices.");
        own.put("start_time", "Start as a timestamp in UTC, rounded down to the microsecond.");
        own.put("spans.sequence", "Number of the batch that the span came in.");
        own.put("telemetry.trace_id", "Always null: a reading belongs to no trace.");
        own.put("telemetry.rank", "Always null: a reading belongs to no process.");
        own.put("telemetry.time", "time_ns as a timestamp in UTC, rounded down to the microsecond.");
        putCounters(own);
        putMemory(own);
        putCommunication(own);
        return own;
    }

    private static void putCounters(Map<String, String> own) {
        own.put("kernel_counters.kernel", "Name of the device event that has the counter.");
        own.put("kernel_counters.counter", "Name of the counter as in the file.");
        own.put("kernel_counters.value", "Value of the counter, in the unit of the profiler.");
    }

    private static void putMemory(Map<String, String> own) {
        own.put("memory.device", "Device whose memory it is; null for the host.");
        own.put("memory.source", "Category of the span; null if it has none.");
        own.put("memory.kind", "What the row says: CHANGE, READING, COMPONENT_READING or ALLOCATION.");
        own.put("memory.component", "Of a COMPONENT_READING: the part of the process that holds the memory.");
        own.put("memory.operator", "Operator that asked for the memory, or that is open around an instant.");
        own.put("memory.bytes", "Change of the allocated bytes, negative for a release; size of an ALLOCATION.");
        own.put("memory.duration_ns", "Of an ALLOCATION: time until its release, in ns; null if it was not released.");
        own.put("memory.allocated_bytes", "Bytes that are allocated after the change.");
        own.put("memory.reserved_bytes", "Bytes that the allocator has reserved on the device after the change.");
        own.put("memory.active_bytes", "Bytes that are in use after the change.");
    }

    private static void putCommunication(Map<String, String> own) {
        own.put("communication.collective", "What the collective does, such as allreduce; null if nothing tells.");
        own.put("communication.group_ranks", "Ranks of the group in the run, as a JSON array.");
        own.put("communication.group_sequence", "Number of the collective among those of its group.");
        own.put("communication.dtype", "Type of an element.");
        own.put("communication.algbw_gb_per_s", "Algorithm bandwidth over the whole duration: a lower bound.");
        own.put("communication.busbw_gb_per_s", "Bus bandwidth over the whole duration: a lower bound.");
        own.put("communication.elapsed_ns", "Time of the collective as the profiler breaks it down, in ns.");
        own.put("communication.transit_ns", "Part of elapsed_ns that moves data, in ns.");
        own.put("communication.wait_ns", "Part of elapsed_ns that waits for other processes, in ns.");
        own.put("communication.synchronization_ns", "Part of wait_ns before the first transfer, in ns.");
        own.put("communication.idle_ns", "Part of elapsed_ns that neither moves data nor waits, in ns.");
        own.put("communication.link", "Kind of link that the rest of the row is about.");
        own.put("communication.link_transit_bytes", "Bytes that went over the link.");
        own.put("communication.link_transit_ns", "Time that data moved over the link, in ns.");
        own.put("communication.bandwidth_gb_per_s", "Bandwidth of the link, as the profiler gives it.");
    }
}
