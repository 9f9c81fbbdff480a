package io.tracemill.ingest.publish;

import io.tracemill.ingest.dialect.DeviceName;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Complete events on processes that are named like devices, where no rule gives any event of the process a kind. They
 * may be work of a device that a writer describes in a way nobody has taught us. At most {@value #MOST_PROCESSES}
 * processes are followed.
 */
final class UnrecognisedWork {

    private static final int MOST_PROCESSES = 4096;
    private static final int MOST_NAMES = 8;
    private static final int LONGEST_NAME = 64;
    private static final String OTHERS = "(other)";

    private final Map<String, String> names;
    private final StringPool pool;
    private final Candidate noDevice = new Candidate("");
    private final Map<String, Candidate> processes = new HashMap<>();
    private @Nullable Candidate[] byNumber = new @Nullable Candidate[256];

    /** A process that is named like a device. */
    private static final class Candidate {
        private final String name;
        private long events;
        private boolean recognised;

        private Candidate(String name) {
            this.name = name;
        }
    }

    /** Work on processes with these names, by process. */
    UnrecognisedWork(Map<String, String> names, StringPool pool) {
        this.names = names;
        this.pool = pool;
    }

    /** Notes an event of a kind. */
    void note(EventFields event, EventKind kind) {
        switch (kind) {
            case COUNTER, INSTANT -> {}
            case OTHER -> {
                if (event.duration >= 0) {
                    process(event).events++;
                }
            }
            case OPERATOR, LAUNCH, RUNTIME, ANNOTATION, PYTHON, SYNC, KERNEL, COMMUNICATION, MEMCPY, MEMSET ->
                process(event).recognised = true;
        }
    }

    /** Numbers of unrecognised events, by name of their process. */
    Map<String, Long> events() {
        Map<String, Long> events = new TreeMap<>();
        for (Candidate process : new TreeMap<>(processes).values()) {
            if (!process.recognised && process.events > 0 && process != noDevice) {
                boolean room = events.size() < MOST_NAMES || events.containsKey(process.name);
                events.merge(room ? process.name : OTHERS, process.events, Long::sum);
            }
        }
        return events;
    }

    private Candidate process(EventFields event) {
        int number = event.text(Attribute.PROCESS);
        if (number < 0) {
            return process(event.text(pool, number));
        }
        if (number >= byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, number * 2);
        }
        Candidate process = byNumber[number];
        if (process == null) {
            process = process(pool.text(number));
            byNumber[number] = process;
        }
        return process;
    }

    private Candidate process(String id) {
        Candidate known = processes.get(id);
        String name = names.getOrDefault(id, id);
        if (known != null
                || processes.size() == MOST_PROCESSES
                || DeviceName.in(name).isEmpty()) {
            return known == null ? noDevice : known;
        }
        Candidate process = new Candidate(name.substring(0, Math.min(LONGEST_NAME, name.length())));
        processes.put(id, process);
        return process;
    }
}
