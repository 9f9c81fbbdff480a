package io.tracemill.cli.live;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.DeviceHealth;
import io.tracemill.schemas.Diagnosis;
import io.tracemill.schemas.Placement;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceTelemetry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What is known of the fleet now, from the records that it is given, as rows. Thread-safe. */
public final class LivePicture {

    /** Devices of a run whose hour is shown. */
    private static final int MOST_DEVICES = 256;

    private final Map<LiveKind, LiveTable> tables = new EnumMap<>(LiveKind.class);
    private final LiveAlerts alerts;
    private final LiveDevices devices;
    private final LivePlacements placements;
    private final LiveRanks ranks;
    private final LiveDiagnoses diagnoses;
    private Status status = new Status(false, false, null, null);

    /** A picture of nothing. */
    public LivePicture() {
        for (LiveKind kind : LiveKind.values()) {
            tables.put(kind, new LiveTable(kind.mostRows(), kind.mostBytes()));
        }
        this.alerts = new LiveAlerts(table(LiveKind.ALERT), LiveKind.ALERT.mostRows());
        this.devices = new LiveDevices(table(LiveKind.DEVICE), LiveKind.DEVICE.mostRows());
        this.placements = new LivePlacements(table(LiveKind.PLACEMENT), LiveKind.PLACEMENT.mostRows());
        this.ranks = new LiveRanks(table(LiveKind.RANK), LiveKind.RANK.mostRows());
        this.diagnoses = new LiveDiagnoses(table(LiveKind.DIAGNOSIS), LiveKind.DIAGNOSIS.mostRows());
    }

    private LiveTable table(LiveKind kind) {
        return Objects.requireNonNull(tables.get(kind));
    }

    /**
     * How far the topics are read.
     *
     * @param isRead whether all that was there at the start has been read
     * @param isCurrent whether telemetry is read up to now, but for a few minutes
     * @param logMs latest time of the log that is known, in ms since 1970; null if none is
     * @param problem why topics cannot be read, one line; null if they can
     */
    public record Status(
            boolean isRead,
            boolean isCurrent,
            @Nullable Long logMs,
            @Nullable String problem) {}

    /**
     * Takes a record.
     *
     * @param timeMs when it was written to its topic
     */
    public synchronized void note(SpecificRecord value, long timeMs) {
        if (value instanceof Alert alert) {
            alerts.note(alert);
        } else if (value instanceof DeviceHealth health) {
            devices.note(health);
        } else if (value instanceof Placement placement) {
            placements.note(placement);
        } else if (value instanceof TraceTelemetry telemetry) {
            placements.note(telemetry);
        } else if (value instanceof RankSteps part) {
            ranks.note(part, timeMs);
        } else if (value instanceof TraceInfo trace) {
            ranks.note(trace, timeMs);
        } else if (value instanceof Diagnosis cause) {
            diagnoses.note(cause);
        } else {
            throw new IllegalArgumentException(
                    "no row shows " + value.getSchema().getFullName());
        }
    }

    /** Takes how far the topics are read. */
    public synchronized void note(Status now) {
        status = now;
        if (now.logMs != null) {
            alerts.passed(now.logMs);
        }
        String row = LiveJson.row(fields -> fields.add("read", now.isRead)
                .add("current", now.isCurrent)
                .add("log_ms", now.logMs)
                .add("problem", now.problem)
                .addValue("dropped", json -> {
                    json.writeStartObject();
                    for (Map.Entry<LiveKind, LiveTable> table : tables.entrySet()) {
                        json.writeNumberField(
                                table.getKey().word(), table.getValue().dropped());
                    }
                    json.writeEndObject();
                }));
        table(LiveKind.STATUS).put("now", row);
    }

    /** The rows that have changed since this was last asked: by kind and key, null for one that is gone. */
    synchronized Optional<String> changes() {
        List<LiveKind> changed = tables.keySet().stream()
                .filter(kind -> table(kind).hasChanged())
                .toList();
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(LiveJson.text(json -> {
            json.writeStartObject();
            for (LiveKind kind : changed) {
                json.writeFieldName(kind.word());
                table(kind).writeChanges(json);
            }
            json.writeEndObject();
        }));
    }

    /** All rows, by kind and key. */
    synchronized String all() {
        return LiveJson.text(json -> {
            json.writeStartObject();
            for (Map.Entry<LiveKind, LiveTable> table : tables.entrySet()) {
                json.writeFieldName(table.getKey().word());
                table.getValue().writeAll(json);
            }
            json.writeEndObject();
        });
    }

    /** The last steps of the ranks of a run, and the last hour of its devices, of the first of many. */
    public synchronized String run(String run, String date) {
        return LiveJson.text(json -> {
            json.writeStartObject();
            json.writeFieldName("ranks");
            ranks.writeSteps(run, date, json);
            json.writeObjectFieldStart("devices");
            List<String> known = placements.devices(run, date).stream()
                    .filter(devices::isKnown)
                    .limit(MOST_DEVICES)
                    .toList();
            for (String key : known) {
                json.writeFieldName(key);
                devices.writeHour(key, json);
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** How far the topics are read. */
    public synchronized Status status() {
        return status;
    }

    /** Rows of a kind. */
    public synchronized int rows(LiveKind kind) {
        return table(kind).size();
    }

    /** Rows of a kind that made room for others. */
    public synchronized long dropped(LiveKind kind) {
        return table(kind).dropped();
    }
}
