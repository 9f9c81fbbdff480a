package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.publish.MemoryPublisher;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Result of an ingest: the report, and the published records as lines of text. */
record Ingested(IngestReport report, List<TraceEventBatch> batches, List<DeadLetter> letters) {

    /** Settings with one thread and without disk. */
    static IngestConfig config() {
        return IngestConfig.defaults()
                .withOrigin(new IngestConfig.Origin("run", null, null))
                .withLimits(limits -> limits.withThreads(1));
    }

    static Ingested of(String json) {
        return of(json.getBytes(UTF_8), config());
    }

    static Ingested of(byte[] bytes, IngestConfig config) {
        try {
            Path file = Files.createTempFile("trace", ".json");
            try {
                Files.write(file, bytes);
                return of(file, config);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Ingested of(Path file, IngestConfig config) throws IngestException {
        MemoryPublisher publisher = new MemoryPublisher();
        try (IngestJob job = new IngestJob(config, () -> publisher, id -> false, IngestProgress.NONE)) {
            IngestOutcome outcome = job.ingest(file);
            return new Ingested(((IngestOutcome.Published) outcome).report(), publisher.batches(), publisher.letters());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    IngestTotals totals() {
        return report.totals();
    }

    /** All events with all their fields, strings written out. */
    List<String> events() {
        List<String> lines = new ArrayList<>();
        for (TraceEventBatch batch : batches) {
            for (TraceEvent event : batch.getEvents()) {
                lines.add(line(batch.getStrings(), event));
            }
        }
        return lines;
    }

    /** Kind, name, start and duration of all events. */
    List<String> spans() {
        List<String> lines = new ArrayList<>();
        for (TraceEventBatch batch : batches) {
            for (TraceEvent event : batch.getEvents()) {
                lines.add(event.getKind() + " " + batch.getStrings().get(event.getName()) + " " + event.getStartNs()
                        + " " + event.getDurationNs());
            }
        }
        return lines;
    }

    /** Reason and byte offset of all dead letters. */
    List<String> rejected() {
        return letters.stream()
                .map(letter -> letter.getReason() + " at " + letter.getByteOffset())
                .toList();
    }

    private static String line(List<String> strings, TraceEvent event) {
        StringBuilder line = new StringBuilder();
        line.append(event.getKind()).append(' ').append(strings.get(event.getName()));
        add(line, "cat", text(strings, event.getCategory()));
        add(line, "start", event.getStartNs());
        add(line, "dur", event.getDurationNs());
        add(line, "process", text(strings, event.getProcess()));
        add(line, "thread", text(strings, event.getThread()));
        add(line, "device", text(strings, event.getDevice()));
        add(line, "stream", text(strings, event.getStream()));
        add(line, "correlation", event.getCorrelationId());
        add(line, "external", event.getExternalId());
        add(line, "launched_events", event.getLaunchedEvents());
        add(line, "launch_in_trace", event.getLaunchInTrace());
        add(line, "submit", event.getSubmitNs());
        add(line, "step", event.getStepMark());
        add(line, "grid", text(strings, event.getGrid()));
        add(line, "block", text(strings, event.getBlock()));
        add(line, "registers", event.getRegistersPerThread());
        add(line, "shared", event.getSharedMemoryBytes());
        add(line, "occupancy", event.getOccupancyPct());
        add(line, "bytes", event.getBytes());
        add(line, "direction", event.getCopyDirection());
        add(line, "dims", text(strings, event.getInputDims()));
        add(line, "types", text(strings, event.getInputTypes()));
        Map<String, Double> counters = event.getCounters();
        add(line, "counters", counters == null ? null : new TreeMap<>(counters));
        add(line, "unclosed", event.getUnclosed() ? true : null);
        add(line, "args", event.getArgs());
        return line.toString();
    }

    private static void add(StringBuilder line, String name, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(name).append('=').append(value);
        }
    }

    private static @Nullable String text(List<String> strings, @Nullable Integer index) {
        return index == null ? null : strings.get(index);
    }
}
