package io.tracemill.cli.page.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.query.TraceRows;
import io.tracemill.streams.trace.Saturating;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Time of devices in modules by their path, without the modules inside them. Rows come with what is around before what
 * is inside; those beyond {@value #MOST} add to the nearest module around that is shown, so the sum stays the same.
 */
final class ModuleTimes {

    /** Most paths that are shown. */
    static final int MOST = 2_000;

    private static final int MOST_CHARACTERS = 4_096;

    private final Map<Key, Long> times = new LinkedHashMap<>();
    private int shown;

    private record Key(@Nullable String device, String path) {

        /** The module around it; null if it is an outermost one. */
        @Nullable
        Key outer() {
            int end = path.lastIndexOf('/');
            return end < 0 ? null : new Key(device, path.substring(0, end));
        }
    }

    /** Reads the times of a trace, the paths with the most time first. */
    static ModuleTimes read(TraceRows trace) throws IOException {
        ModuleTimes modules = new ModuleTimes();
        trace.each(
                "device, path, device_ns",
                "module_stats",
                "device_ns is not null order by device_total_ns desc, length(path), device, path",
                List.of(),
                row -> {
                    @Nullable String path = row.text("path");
                    modules.add(row.text("device"), path == null ? "" : path, row.number("device_ns", 0));
                });
        return modules;
    }

    /** Adds the time of a module. */
    void add(@Nullable String device, String path, long nanos) {
        Key key = new Key(device, path);
        if (shown < MOST && path.length() <= MOST_CHARACTERS) {
            shown++;
            times.merge(key, nanos, Saturating::sum);
        } else {
            times.merge(around(key), nanos, Saturating::sum);
        }
    }

    private Key around(Key key) {
        Key around = key.outer();
        while (around != null && !times.containsKey(around)) {
            around = around.outer();
        }
        return around == null ? new Key(key.device(), Numbers.OTHERS) : around;
    }

    /** Writes them as a member of an object; none is written if there is no time. */
    void write(JsonGenerator json) throws IOException {
        List<Map.Entry<Key, Long>> rows =
                times.entrySet().stream().filter(row -> row.getValue() > 0).toList();
        if (rows.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("modules");
        Columns.texts("device", rows, row -> row.getKey().device(), json);
        Columns.texts("path", rows, row -> row.getKey().path(), json);
        Columns.numbers("device_ns", rows, Map.Entry::getValue, json);
        json.writeEndObject();
    }
}
