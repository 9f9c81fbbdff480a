package io.tracemill.cli.capacity;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet was used for.
 *
 * @param devices number of different devices that were read
 * @param uses what each run used, by name; at the end, if there is any, the time in which devices were placed with none
 * @param unplacedRuns number of runs with recorded steps of which no device was read
 * @param price what a device costs
 */
public record Capacity(long devices, List<RunUse> uses, long unplacedRuns, Price price) {

    /** A device with a lower utilisation in a minute is idle, in percent. */
    static final double IDLE_PERCENT = 5;

    private static final List<Section<Capacity>> SECTIONS =
            List.of(new FleetSection(), new RunUseSection(), new VerdictSection());

    /** Copies the list. */
    public Capacity {
        uses = List.copyOf(uses);
    }

    /** Reads what the telemetry and the traces of these days say, both included. */
    public static Capacity of(ArchiveSql archive, LocalDate first, LocalDate last, Price price) throws IOException {
        return CapacityReader.read(archive, first, last, price);
    }

    /** Schemas of the sheets. */
    public static List<SheetSchema> schemas() {
        return SECTIONS.stream().map(Section::schema).toList();
    }

    /** Document with three sheets. */
    public Document document() {
        return new Document(List.of(Document.Group.of("", SECTIONS, List.of(this), uses.size())));
    }

    /** What runs used. */
    List<RunUse> runs() {
        return uses.stream().filter(use -> use.run() != null).toList();
    }

    /** Hours in which devices were read. */
    double readHours() {
        return sum(uses, RunUse::readHours);
    }

    /** Hours in which devices were placed with a run. */
    double placedHours() {
        return sum(runs(), RunUse::readHours);
    }

    /** Hours in which devices were placed with no run. */
    double unplacedHours() {
        return readHours() - placedHours();
    }

    /** Hours in which devices were placed but idle. */
    double idleHours() {
        return sum(runs(), RunUse::idleHours);
    }

    /** Hours in which devices were placed and not idle, as far as is known. */
    double busyHours() {
        return sum(runs(), RunUse::busyHours);
    }

    /** Part of the busy hours in which the utilisation was not read. */
    double unknownHours() {
        return sum(runs(), RunUse::unknownHours);
    }

    /** Busy hours of runs of which steps were recorded: those that are split. */
    double splitHours() {
        return sum(split(), RunUse::busyHours);
    }

    /** Recorded hours of these runs. */
    double recordedHours() {
        return split().stream()
                .map(RunUse::recorded)
                .filter(Objects::nonNull)
                .mapToDouble(RunUse.Recorded::hours)
                .sum();
    }

    /** Recorded hours in percent of the hours that are split; null if there are none. */
    @Nullable
    Double recordedPercent() {
        return splitHours() == 0 ? null : (Double) (100 * recordedHours() / splitHours());
    }

    /** Stalled hours, extrapolated; null if nothing was recorded. */
    @Nullable
    Double stalledHours() {
        return split().isEmpty()
                ? null
                : (Double) split().stream()
                        .map(RunUse::stalledHours)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .sum();
    }

    private List<RunUse> split() {
        return runs().stream().filter(use -> use.recorded() != null).toList();
    }

    private static double sum(List<RunUse> uses, ToDoubleFunction<RunUse> hours) {
        return uses.stream().mapToDouble(hours).sum();
    }
}
