package io.tracemill.ingest.rank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Processes that launch, and processes of device events: signs that a file holds several ranks. Noting an event looks
 * up one bit, unless its process is new. At most {@value #MOST} processes are noted, the first ones in their order. Not
 * thread-safe: each parser has its own.
 */
public final class WorkProcesses {

    private static final int MOST = 128;

    private final StringPool.Cache pool;
    private final Processes launchers = new Processes();
    private final Processes devices = new Processes();

    /** Processes of one sort. */
    private static final class Processes {
        private final BitSet seen = new BitSet();
        private final TreeSet<String> names = new TreeSet<>();
        private boolean complete = true;

        void add(String name) {
            names.add(name);
            if (names.size() > MOST) {
                names.pollLast();
                complete = false;
            }
        }
    }

    /**
     * What was noted.
     *
     * @param launchers processes of launches
     * @param devices processes of device events
     * @param complete whether there was room for all
     */
    public record Noted(Set<String> launchers, Set<String> devices, boolean complete) {}

    /** No processes yet, of events whose strings are in a pool. */
    public WorkProcesses(StringPool.Cache pool) {
        this.pool = pool;
    }

    /** Notes an event, which has a part in launching if its kind says so. */
    public void note(EventFields event, boolean operatorsLaunch) {
        switch (event.kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> note(event, devices);
            case LAUNCH, RUNTIME -> noteLauncher(event);
            case OPERATOR -> {
                if (operatorsLaunch) {
                    noteLauncher(event);
                }
            }
            case ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
    }

    /** Notes a call that may be a launch, because it carries a correlation id. */
    private void noteLauncher(EventFields call) {
        if (call.has(Attribute.CORRELATION_ID)) {
            note(call, launchers);
        }
    }

    private void note(EventFields event, Processes processes) {
        int process = event.text(Attribute.PROCESS);
        if (process < 0) {
            processes.add(process == EventFields.NONE ? "" : event.inlineText(process));
        } else if (!processes.seen.get(process)) {
            processes.seen.set(process);
            processes.add(new String(pool.bytes(process), UTF_8));
        }
    }

    /** All that was noted so far. */
    public Noted noted() {
        return new Noted(Set.copyOf(launchers.names), Set.copyOf(devices.names), areAll());
    }

    /** Adds what another instance noted. */
    public void add(Noted other) {
        other.launchers.forEach(launchers::add);
        other.devices.forEach(devices::add);
        launchers.complete &= other.complete;
    }

    /** Whether there was room for all processes. */
    boolean areAll() {
        return launchers.complete && devices.complete;
    }

    /** Whether any process launches. */
    boolean anyLaunches() {
        return !launchers.names.isEmpty();
    }

    /** Processes that may be of different ranks: those that launch, or those of devices if none does. */
    public Set<String> processes() {
        return anyLaunches() ? launchers.names : devices.names;
    }
}
