package io.tracemill.ingest.publish;

import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.communication.CommunicationNames.Told;
import io.tracemill.ingest.dialect.DeviceTasks;
import io.tracemill.ingest.facts.CollectiveCall;
import io.tracemill.ingest.facts.EventFacts;
import io.tracemill.ingest.link.LaunchTable;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that stand directly in an operator or annotation that communicates: of all that are open around the call, it
 * started last. A kernel that such a call launches communicates, unless its name says that it computes. A kernel that
 * starts before its launch is not told. Where tasks have types, those tell the kinds: a collective has an event of its
 * own, and the kernels that it consists of are not to count again.
 *
 * <p>What such operators and annotations say of their collective goes with the id of the call to the kernel, as many
 * profilers do not write it on the kernel itself. At most {@value #MOST_CALLS} calls wait for their kernels.
 *
 * <p>A thread is followed while such an operator is open on it, with at most {@value #MOST_OPEN} spans; at most {@value
 * #MOST_THREADS} threads are.
 */
final class CommunicationCalls {

    private static final int MOST_OPEN = 1 << 10;
    private static final int MOST_THREADS = 1 << 12;
    private static final int MOST_CALLS = 1 << 16;

    private final boolean typedTasks;
    private final NameTest operators;
    private final NameTest computing;
    private final LaunchTable launches;
    private final EventFacts facts;
    private final Map<Long, OpenSpans> threads = new HashMap<>();
    private final Map<Long, CollectiveCall> calls = new HashMap<>();

    /** Time until which some operator that communicates is open. */
    private long openUntil = Long.MIN_VALUE;

    private boolean leaveOut;

    /** Spans open on one thread, by start, each with its call if it communicates; the first of them does. */
    private static final class OpenSpans {
        private long[] ends = new long[4];
        private @Nullable CollectiveCall[] calls = new @Nullable CollectiveCall[4];
        private int size;

        /** Forgets the spans that have ended, up to the one that started last of those still open. */
        void advanceTo(long nanos) {
            while (size > 0 && ends[size - 1] <= nanos) {
                size--;
            }
        }

        /** Call of the innermost span; null if it does not communicate. */
        @Nullable
        CollectiveCall innermost() {
            return size == 0 ? null : calls[size - 1];
        }

        boolean isFull() {
            return size == MOST_OPEN;
        }

        void open(long end, @Nullable CollectiveCall call) {
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, 2 * size);
                calls = Arrays.copyOf(calls, 2 * size);
            }
            ends[size] = end;
            calls[size++] = call;
        }
    }

    CommunicationCalls(TraceFacts trace, StringPool pool, LaunchTable launches, EventFacts facts) {
        CommunicationNames names = trace.communication();
        this.typedTasks = trace.dialect().deviceTasks() != DeviceTasks.UNTYPED;
        this.operators = new NameTest(pool, CommunicationNames::isOperator);
        this.computing = new NameTest(pool, name -> names.byKernel(name) == Told.COMPUTES);
        this.launches = launches;
        this.facts = facts;
    }

    /**
     * Takes the next event in the order of the trace, and corrects its kind if it is a kernel that communicates.
     * Returns the call that launched such a kernel; null if none is known, and for other events.
     */
    @Nullable
    CollectiveCall see(EventFields event) {
        if (typedTasks) {
            return null;
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
            case KERNEL, COMMUNICATION -> {
                return launchOf(event);
            }
            case MEMCPY, MEMSET, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
        return null;
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
            thread.open(end, communicates ? facts.callOf(event, thread.innermost()) : null);
        }
        if (communicates) {
            openUntil = Math.max(openUntil, end);
            call(event); // an operator may be its own launch
        }
    }

    /** Whether a thread, a span or a call found no room. */
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
        CollectiveCall call = thread.innermost();
        if (call != null && launches.awaitsLaunch(id)) {
            launches.addCommunicating(id);
            if (calls.size() < MOST_CALLS) {
                calls.put(id, call);
            } else {
                leaveOut = true;
            }
        }
    }

    private @Nullable CollectiveCall launchOf(EventFields kernel) {
        if (!kernel.has(Attribute.CORRELATION_ID)
                || !launches.communicates(kernel.number(Attribute.CORRELATION_ID))
                || (kernel.kind == EventKind.KERNEL && computing.holdsFor(kernel))) {
            return null;
        }
        kernel.kind = EventKind.COMMUNICATION;
        return calls.remove(kernel.number(Attribute.CORRELATION_ID));
    }

    /** Key of the thread of an event. */
    private static long thread(EventFields event) {
        return ((long) event.text(Attribute.PROCESS) << Integer.SIZE) ^ event.text(Attribute.THREAD);
    }
}
