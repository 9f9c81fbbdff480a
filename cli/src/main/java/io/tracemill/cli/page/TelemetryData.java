package io.tracemill.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.query.SqlCursor;
import io.tracemill.schemas.DeviceStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the devices of traces did, minute by minute, and which alerts there were meanwhile: from ten minutes before each
 * trace to ten minutes after it. Only an archive that is open as a whole has them, since their files are of no run.
 */
final class TelemetryData {

    /** Part of the room that is left which the lanes may take, and the alerts. */
    private static final int LANES_PART = 4;

    private static final int ALERTS_PART = 16;

    private static final List<String> NEEDED = List.of("device_health", "trace_telemetry");

    /** Devices of traces; the parameter is the ids of the traces, which have no comma. */
    private static final String DEVICES = """
            with devices as (
                select distinct trace_id, run, rank, node, device, telemetry_device,
                    start_ns - 600000000000 as from_ns, start_ns + duration_ns + 600000000000 as to_ns
                from trace_telemetry
                where step is null and list_contains(string_split(?, ','), trace_id))
            """;

    private static final String MINUTES = DEVICES + """
            select d.trace_id, d.device, d.node, d.telemetry_device, h.quantity, h.start_ns, h.duration_ns,
                avg(h.mean) as mean, min(h.min) as least, max(h.max) as most
            from devices d join device_health h on h.node = d.node and h.device = d.telemetry_device
                and h.start_ns < d.to_ns and h.start_ns + h.duration_ns > d.from_ns
            where h.quantity in ('hw.gpu.clock', 'hw.power', 'hw.temperature', 'hw.gpu.utilization')
                and h.mean is not null
            group by d.rank, d.trace_id, d.device, d.node, d.telemetry_device, h.quantity, h.start_ns, h.duration_ns
            order by d.rank, d.trace_id, d.device, d.telemetry_device, h.quantity, h.start_ns
            """;

    /** Alerts that began, with what was said while they went on: one that still does has no end. */
    private static final String ALERTS = DEVICES + """
            , begun as (
                select rule, subject, since_ns, any_value(run) as run, any_value(node) as node,
                    any_value(device) as device, max(window_ns) as window_ns, max(time_ns) as time_ns,
                    arg_max(level, time_ns) as level, arg_max(state, time_ns) as state,
                    arg_max(coalesce(inhibited_by, ''), time_ns) as inhibited_by,
                    arg_max(summary, time_ns) filter (state = 'FIRING') as summary,
                    arg_max(advice, time_ns) filter (state = 'FIRING') as advice
                from alerts group by rule, subject, since_ns)
            select rule, subject, level, since_ns, summary, advice,
                case when state = 'RESOLVED' then time_ns end as end_ns
            from begun a
            where state in ('FIRING', 'RESOLVED') and summary is not null and inhibited_by = '' and exists (
                select 1 from devices d
                where (a.run = d.run or a.node = d.node and (a.device is null or a.device = d.telemetry_device))
                    and a.since_ns - a.window_ns < d.to_ns and (a.state = 'FIRING' or a.time_ns > d.from_ns))
            order by level = 'CRITICAL' desc, since_ns, rule, subject
            limit 200
            """;

    private final ArchiveSql sql;
    private final Room room;
    private final int level;
    private final Map<String, List<DeviceStats>> windows;
    private final long origin;
    private final List<Piece> devices = new ArrayList<>();
    private long left;
    private int omitted;
    private @Nullable Device current;

    /** Telemetry of traces, whose windows are given by their ids, compressed at this level. */
    TelemetryData(ArchiveSql sql, Room room, int level, Map<String, List<DeviceStats>> windows) {
        this.sql = sql;
        this.room = room;
        this.level = level;
        this.windows = windows;
        this.left = room.left() / LANES_PART;
        this.origin = windows.values().stream()
                .flatMap(List::stream)
                .mapToLong(DeviceStats::getStartNs)
                .min()
                .orElse(0);
    }

    /** A device of a trace, with its minutes by quantity. */
    private record Device(String traceId, String device, String node, String source, Map<String, List<Minute>> lanes) {

        boolean isThatOf(SqlCursor row) throws IOException {
            return traceId.equals(row.text("trace_id"))
                    && device.equals(row.text("device"))
                    && source.equals(row.text("telemetry_device"));
        }
    }

    /** A minute. Its values are in the unit of the quantity, times in ns since the epoch. */
    private record Minute(long startNanos, long durationNanos, float mean, float least, float most) {}

    private List<String> ids() {
        return List.of(String.join(",", windows.keySet()));
    }

    /** Adds what there is, as far as it has room. */
    void addTo(PageFrame frame) throws IOException {
        List<String> views = sql.views();
        if (windows.isEmpty() || !views.containsAll(NEEDED)) {
            return;
        }
        sql.each(MINUTES, ids(), this::minute);
        finish();
        if (!devices.isEmpty()) {
            frame.lanes(Piece.of("{\"origin_ns\":" + origin + ",\"devices_left_out\":" + omitted), devices);
        }
        if (views.contains("alerts")) {
            Piece alerts = Piece.ofValue(level, this::writeAlerts);
            if (room.take(alerts, 0, room.left() / ALERTS_PART)) {
                frame.alerts(alerts);
            }
        }
    }

    private void minute(SqlCursor row) throws IOException {
        if (current == null || !current.isThatOf(row)) {
            finish();
            current = new Device(
                    text(row, "trace_id"),
                    text(row, "device"),
                    text(row, "node"),
                    text(row, "telemetry_device"),
                    new LinkedHashMap<>());
        }
        current.lanes
                .computeIfAbsent(text(row, "quantity"), quantity -> new ArrayList<>())
                .add(new Minute(
                        row.number("start_ns", 0),
                        row.number("duration_ns", 0),
                        Float.parseFloat(text(row, "mean")),
                        Float.parseFloat(text(row, "least")),
                        Float.parseFloat(text(row, "most"))));
    }

    private static String text(SqlCursor row, String column) throws IOException {
        return Objects.requireNonNull(row.text(column), column);
    }

    private void finish() throws IOException {
        Device done = current;
        current = null;
        if (done == null) {
            return;
        }
        Piece piece = Piece.ofValue(level, json -> write(done, json));
        long before = room.left();
        if (room.take(piece, 0, left)) {
            left -= before - room.left();
            devices.add(piece);
        } else {
            omitted++;
        }
    }

    private void write(Device device, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("trace_id", device.traceId);
        json.writeStringField("device", device.device);
        json.writeStringField("node", device.node);
        json.writeStringField("telemetry_device", device.source);
        json.writeArrayFieldStart("steps");
        for (DeviceStats window : stepsOf(device)) {
            json.writeStartObject();
            json.writeNumberField("step", window.getStep());
            json.writeNumberField("from_ns", window.getStartNs() - origin);
            json.writeNumberField("total_ns", window.getTotalNs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("quantities");
        for (Map.Entry<String, List<Minute>> lane : device.lanes.entrySet()) {
            json.writeArrayFieldStart(lane.getKey());
            for (Minute minute : lane.getValue()) {
                write(minute, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private List<DeviceStats> stepsOf(Device device) {
        return windows.getOrDefault(device.traceId, List.of()).stream()
                .filter(window -> window.getStep() != null && window.getStep() >= 0)
                .filter(window -> device.device.equals(window.getDevice()))
                .toList();
    }

    private void write(Minute minute, JsonGenerator json) throws IOException {
        json.writeStartArray();
        json.writeNumber(minute.startNanos - origin);
        json.writeNumber(minute.durationNanos);
        json.writeNumber(minute.mean);
        json.writeNumber(minute.least);
        json.writeNumber(minute.most);
        json.writeEndArray();
    }

    private void writeAlerts(JsonGenerator json) throws IOException {
        json.writeStartArray();
        sql.each(ALERTS, ids(), row -> {
            json.writeStartObject();
            for (String name : List.of("rule", "subject", "level", "summary", "advice")) {
                json.writeStringField(name, row.text(name));
            }
            json.writeNumberField("since_ns", row.number("since_ns", 0));
            if (row.has("end_ns")) {
                json.writeNumberField("end_ns", row.number("end_ns", 0));
            }
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}
