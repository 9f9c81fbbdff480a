package io.tracemill.cli.export;

import io.tracemill.cli.query.TraceRows;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.storage.rows.SpanConditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a trace: its threads and streams under the numbers of its file, and tracks of our own. Ids that are no
 * numbers get one. The first 65,536 threads have a track each; all others share one.
 */
final class Tracks {

    private static final int MOST = 65_536;
    private static final long FIRST_NUMBER = 2_000_000_000L;
    private static final long LARGEST_ID = Integer.MAX_VALUE;

    private final Map<String, TraceProcess> processes = new HashMap<>();
    private final List<Name> own = new ArrayList<>();
    private final Map<Track, Label> labels = new HashMap<>();
    private final @Nullable TraceHeader header;
    private long lastNumber = FIRST_NUMBER;
    private final Track others;

    private Tracks(@Nullable TraceHeader header) {
        this.header = header;
        this.others = new Track(lastNumber, lastNumber);
    }

    /** Process of a trace: its number, its threads, and the devices that its events ran on. */
    private record TraceProcess(long number, Map<String, TraceThread> threads, Set<String> devices) {}

    /** Thread of a process. Its stream is null if no device ran events there. */
    private record TraceThread(
            Track track, @Nullable String device, @Nullable String stream) {}

    /** Name and place of a track. */
    private record Label(String name, int place) {}

    /** Name of a track of our own. */
    private record Name(Track track, String process, String thread) {}

    /** The tracks of the events in a cut. */
    static Tracks of(TraceRows rows, Cut cut) throws IOException {
        Tracks tracks = new Tracks(rows.trace().getHeader());
        rows.each(
                "process, thread, any_value(device) filter (" + SpanConditions.ON_DEVICE + ") as device, "
                        + "any_value(coalesce(stream, '')) filter (" + SpanConditions.ON_DEVICE + ") as stream",
                "spans",
                Cut.CONDITION + " group by process, thread order by process, thread limit " + MOST,
                cut.bounds(),
                row -> tracks.add(row.text("process"), row.text("thread"), row.text("device"), row.text("stream")));
        return tracks;
    }

    private void add(
            @Nullable String process, @Nullable String thread, @Nullable String device, @Nullable String stream) {
        TraceProcess of = processes.computeIfAbsent(
                key(process), id -> new TraceProcess(number(id), new HashMap<>(), new TreeSet<>()));
        of.threads().put(key(thread), new TraceThread(new Track(of.number(), number(key(thread))), device, stream));
        if (stream != null) {
            of.devices().add(key(device));
        }
    }

    private static String key(@Nullable String id) {
        return id == null ? "" : id;
    }

    /** The number that an id is, else one of its own. */
    private long number(String id) {
        boolean isNumber = id.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(id) <= LARGEST_ID;
        return isNumber && Long.parseLong(id) < FIRST_NUMBER ? Long.parseLong(id) : ++lastNumber;
    }

    /** The track of an event. */
    Track of(@Nullable String process, @Nullable String thread) {
        TraceProcess of = processes.get(key(process));
        TraceThread on = of == null ? null : of.threads().get(key(thread));
        return on == null ? others : on.track();
    }

    /** A track of our own, in a process with others for which this name was asked. */
    Track own(String process, String thread) {
        long number = own.stream()
                .filter(name -> name.process().equals(process))
                .findFirst()
                .map(name -> name.track().process())
                .orElseGet(() -> ++lastNumber);
        Track track = new Track(number, ++lastNumber);
        own.add(new Name(track, process, thread));
        return track;
    }

    /** A new track in the process of a stream, for events that overlap others of the stream. */
    Track beside(Track stream, int number, EventWriter out) throws IOException {
        Track track = new Track(stream.process(), ++lastNumber);
        Label label = labels.getOrDefault(stream, new Label("stream", 0));
        thread(out, track, label.name() + " (" + number + ")", label.place());
        return track;
    }

    /** Writes the names of all tracks, and their order: our own first, then the host, then the devices. */
    void writeNames(EventWriter out) throws IOException {
        int place = 0;
        Map<Long, String> named = new TreeMap<>();
        for (Name name : own) {
            if (named.put(name.track().process(), name.process()) == null) {
                process(out, name.track(), name.process(), place++);
            }
            thread(out, name.track(), name.thread(), place++);
        }
        for (boolean devices : new boolean[] {false, true}) {
            for (Map.Entry<String, TraceProcess> process : new TreeMap<>(processes).entrySet()) {
                if (process.getValue().devices().isEmpty() != devices) {
                    place = names(out, process.getKey(), process.getValue(), place);
                }
            }
        }
        if (labels.size() >= MOST) {
            thread(out, others, "(other)", place);
        }
    }

    private int names(EventWriter out, String id, TraceProcess process, int first) throws IOException {
        int place = first;
        process(out, new Track(process.number(), 0), name(id, process), place++);
        for (Map.Entry<String, TraceThread> thread : new TreeMap<>(process.threads()).entrySet()) {
            String name = name(
                    id, thread.getKey(), thread.getValue(), process.devices().size() > 1);
            thread(out, thread.getValue().track(), name, place++);
        }
        return place;
    }

    private String name(String id, TraceProcess process) {
        String given = header == null ? null : header.getProcessNames().get(id);
        String name = (given == null ? "process" : given) + " " + id;
        return process.devices().isEmpty()
                ? name.strip()
                : process.devices().stream().map(this::device).collect(Collectors.joining(", "));
    }

    /** Name of a device, with its model. */
    String device(String device) {
        String model = header == null ? null : header.getDeviceNames().get(device);
        String name = device.isEmpty() ? "device" : "device " + device;
        return model == null ? name : name + " (" + model + ")";
    }

    private String name(String process, String id, TraceThread thread, boolean manyDevices) {
        if (thread.stream() != null) {
            String stream = "stream " + (thread.stream().isEmpty() ? id : thread.stream());
            return manyDevices ? "device " + key(thread.device()) + ", " + stream : stream;
        }
        String given = header == null ? null : header.getThreadNames().get(process + "/" + id);
        return given == null ? ("thread " + id).strip() : given;
    }

    private static void process(EventWriter out, Track track, String name, int place) throws IOException {
        out.metadata("process_name", track, "name", name);
        out.metadata("process_sort_index", track, "sort_index", place);
    }

    private void thread(EventWriter out, Track track, String name, int place) throws IOException {
        labels.put(track, new Label(name, place));
        out.metadata("thread_name", track, "name", name);
        out.metadata("thread_sort_index", track, "sort_index", place);
    }
}
