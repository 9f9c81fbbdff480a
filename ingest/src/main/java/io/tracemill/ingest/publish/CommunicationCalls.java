package io.tracemill.ingest.publish;

import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.communication.CommunicationNames.Told;
import io.tracemill.ingest.dialect.DeviceTasks;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls that stand directly in an operator or annotation that communicates: of all that are open around the call, it
 * started last. A kernel that such a call launches communicates, unless its name says that it computes. A kernel that
 * starts before its launch is not told. Where tasks have types, those tell the kinds: a collective has an event of its
 * own, and the kernels that it consists of are not to count again.
 *
 * <p>A thread is followed while such an operator is open on it, with at most {@value #MOST_OPEN} spans; at most {@value
 * #MOST_THREADS} threads are.
 */
final class CommunicationCalls {

    private static final int MOST_OPEN = 1 << 10;
    private static final int MOST_THREADS = 1 << 12;

    private final boolean typedTasks;
    private final NameTest operators;
    private final NameTest computing;
    private final LaunchTable launches;
    private final Map<Long, OpenSpans> threads = new HashMap<>();

    /** Time until which some operator that communicates is open. */
    private long openUntil = Long.MIN_VALUE;

    private boolean leaveOut;

    /** Spans open on one thread, by start; the first of them communicates. */
    private static final class OpenSpans {
        private long[] ends = new long[4];
        private boolean[] communicate = new boolean[4];
        private int size;

        /** Forgets the spans that have ended, up to the one that started last of those still open. */
        void advanceTo(long nanos) {
            while (size > 0 && ends[size - 1] <= nanos) {
                size--;
            }
        }

        boolean innermostCommunicates() {
            return size > 0 && communicate[size - 1];
        }

        boolean isFull() {
            return size == MOST_OPEN;
        }

        void open(long end, boolean communicates) {
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, 2 * size);
                communicate = Arrays.copyOf(communicate, 2 * size);
            }
            ends[size] = end;
            communicate[size++] = communicates;
        }
    }

    CommunicationCalls(TraceFacts facts, StringPool pool, LaunchTable launches) {
        CommunicationNames names = facts.communication();
        this.typedTasks = facts.dialect().deviceTasks() != DeviceTasks.UNTYPED;
        this.operators = new NameTest(pool, CommunicationNames::isOperator);
        this.computing = new NameTest(pool, name -> names.byKernel(name) == Told.COMPUTES);
        this.launches = launches;
    }

    /** Takes the next event in the order of the trace, and corrects its kind if it is a kernel that communicates. */
    void see(EventFields event) {
        if (typedTasks) {
            return;
        }
        switch (event.kind) {
            case OPERATOR -> open(event);
            case ANNOTATION -> {
                if (!event.has(Attribute.DEVICE)) {
                    open(event);
                }
            }
            case LAUNCH, RUNTIME -> {
                if (event.start < openUntil) {
                    call(event);
                }
            }
            case KERNEL -> correct(event);
            case COMMUNICATION, MEMCPY, MEMSET, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
    }

    private void open(EventFields event) {
        boolean communicates = operators.holdsFor(event);
        if (event.start >= openUntil) {
            threads.clear();
            if (!communicates) {
                return;
            }
        }
        long end = event.start + event.duration;
        OpenSpans thread = communicates && threads.size() < MOST_THREADS
                ? threads.computeIfAbsent(thread(event), key -> new OpenSpans())
                : threads.get(thread(event));
        if (thread == null) {
            leaveOut |= communicates;
            return;
        }
        thread.advanceTo(event.start);
        if (thread.isFull()) {
            leaveOut = true;
        } else if (communicates || thread.size > 0) {
            thread.open(end, communicates);
        }
        if (communicates) {
            openUntil = Math.max(openUntil, end);
            call(event); // an operator may be its own launch
        }
    }

    /** Whether a thread or a span found no room. */
    boolean leaveOut() {
        return leaveOut;
    }

    private void call(EventFields event) {
        OpenSpans thread = event.has(Attribute.CORRELATION_ID) ? threads.get(thread(event)) : null;
        if (thread == null) {
            return;
        }
        thread.advanceTo(event.start);
        long id = event.number(Attribute.CORRELATION_ID);
        if (thread.innermostCommunicates() && launches.awaitsLaunch(id)) {
            launches.addCommunicating(id);
        }
    }

    private void correct(EventFields event) {
        if (event.has(Attribute.CORRELATION_ID)
                && launches.communicates(event.number(Attribute.CORRELATION_ID))
                && !computing.holdsFor(event)) {
            event.kind = EventKind.COMMUNICATION;
        }
    }

    /** Key of the thread of an event. */
    private static long thread(EventFields event) {
        return ((long) event.text(Attribute.PROCESS) << Integer.SIZE) ^ event.text(Attribute.THREAD);
    }
}
