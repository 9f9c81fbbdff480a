package io.tracemill.telemetry.csv;

import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.Numbers;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.message.SeriesSamples;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleKind;
import io.tracemill.telemetry.sample.SampleSink;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The columns of a log, and its rows. */
final class SmiTable {

    /** Columns that say which device a row is of, or what it is. */
    private static final Set<String> LABELS = Set.of(
            "name",
            "gpu_name",
            "index",
            "uuid",
            "gpu_uuid",
            "serial",
            "gpu_serial",
            "pci.bus_id",
            "gpu_bus_id",
            "driver_version",
            "vbios_version",
            "mig.mode.current");

    private static final String TIMESTAMP = "timestamp";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss.SSS", Locale.ROOT);

    private final String header;
    private final ZoneId zone;
    private final List<Column> columns;

    SmiTable(String header, ZoneId zone) {
        this.header = header;
        this.zone = zone;
        this.columns = Stream.of(header.split(",", -1)).map(Column::of).toList();
    }

    String header() {
        return header;
    }

    boolean hasTimes() {
        return columns.stream().anyMatch(column -> column.name().equals(TIMESTAMP));
    }

    void row(String text, Samples samples) {
        List<String> cells = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (cells.size() != columns.size()) {
            samples.refuse(
                    RefusalReason.MALFORMED,
                    "a row of " + columns.size() + " cells was expected but it has " + cells.size());
            return;
        }
        Map<String, String> labels = new HashMap<>();
        long time = SampleSink.NO_TIME;
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            if (LABELS.contains(name)) {
                labels.put(name.replace('.', '_'), blank(cells.get(i)) ? "" : cells.get(i));
            } else if (name.equals(TIMESTAMP)) {
                try {
                    time = EpochTimes.of(
                            LocalDateTime.parse(cells.get(i), TIME).atZone(zone).toInstant());
                } catch (DateTimeException e) {
                    samples.refuse(
                            RefusalReason.MALFORMED,
                            "a time such as 2026/11/30 06:44:09.123 was expected but was "
                                    + Samples.shown(cells.get(i)));
                    return;
                }
            }
        }
        cells(cells, labels, time, samples);
    }

    private void cells(List<String> cells, Map<String, String> labels, long time, Samples samples) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (!LABELS.contains(column.name()) && !column.name().equals(TIMESTAMP)) {
                cell(column, cells.get(i), samples.of(column.metric(), labels, SampleKind.UNKNOWN), time);
            }
        }
    }

    private static void cell(Column column, String cell, SeriesSamples series, long time) {
        OptionalDouble number = number(column, cell);
        if (blank(cell)) {
            series.refuse(RefusalReason.BLANK, "the device does not say it: " + Samples.shown(cell));
        } else if (number.isEmpty()) {
            series.refuse(RefusalReason.NOT_A_NUMBER, "a number was expected but was " + Samples.shown(cell));
        } else {
            series.give(time, number.getAsDouble());
        }
    }

    /** Cells without a value: {@code [N/A]}, {@code [Not Supported]}, {@code [Unknown Error]} and the like. */
    private static boolean blank(String cell) {
        return cell.isEmpty() || cell.equals("N/A") || (cell.startsWith("[") && cell.endsWith("]"));
    }

    private static OptionalDouble number(Column column, String cell) {
        switch (cell) {
            case "Active", "Enabled", "Yes" -> {
                return OptionalDouble.of(1);
            }
            case "Not Active", "Disabled", "No" -> {
                return OptionalDouble.of(0);
            }
            default -> {
                String text = column.unit().isEmpty() || !cell.endsWith(' ' + column.unit())
                        ? cell
                        : cell.substring(0, cell.length() - column.unit().length() - 1);
                if (column.name().equals("pstate") && text.startsWith("P")) {
                    return Numbers.decimal(text.substring(1));
                }
                return text.matches("0x[0-9a-fA-F]{1,16}") ? hexadecimal(text) : Numbers.decimal(text);
            }
        }
    }

    /** The bits of a mask, such as the reasons of a throttled clock; only its 53 lower ones are exact. */
    private static OptionalDouble hexadecimal(String text) {
        long bits = Long.parseUnsignedLong(text.substring(2), 16);
        return bits < 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bits);
    }

    /**
     * A column.
     *
     * @param unit as in its brackets; empty where there are none
     */
    private record Column(String name, String unit) {

        static Column of(String cell) {
            String text = cell.strip();
            int bracket = text.indexOf(" [");
            return bracket < 0
                    ? new Column(text, "")
                    : new Column(text.substring(0, bracket), text.substring(bracket + 2, text.length() - 1));
        }

        String metric() {
            return "nvidia_smi_" + name.replace('.', '_');
        }
    }
}
