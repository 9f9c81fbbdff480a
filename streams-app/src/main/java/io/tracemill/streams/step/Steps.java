package io.tracemill.streams.step;

import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Current training step of each process: the one that started last. It holds for all threads, since backward runs on
 * another thread than forward.
 */
public final class Steps {

    /** Step by trace-wide id of the process. A process without an entry is at {@link Launch#BEFORE_STEPS}. */
    private int[] byProcess = {};

    /** Sets the step of a host span. A span that marks a step first starts that step. */
    public void see(TraceSpan span) {
        if (span.event().has(Attribute.STEP_MARK)) {
            restore(span.process(), (int) span.event().number(Attribute.STEP_MARK));
        }
        if (byProcess.length > 0) {
            span.inStep(of(span.process()));
        }
    }

    private int of(int process) {
        return process < byProcess.length ? byProcess[process] : Launch.BEFORE_STEPS;
    }

    /** Current step by process, for processes that have started one. */
    public Map<Integer, Integer> byProcess() {
        Map<Integer, Integer> steps = new TreeMap<>();
        for (int process = 0; process < byProcess.length; process++) {
            if (byProcess[process] != Launch.BEFORE_STEPS) {
                steps.put(process, byProcess[process]);
            }
        }
        return steps;
    }

    /** Sets the step of a process. */
    public void restore(int process, int step) {
        int before = byProcess.length;
        if (process >= before) {
            byProcess = Arrays.copyOf(byProcess, process + 1);
            Arrays.fill(byProcess, before, process, Launch.BEFORE_STEPS);
        }
        byProcess[process] = step;
    }
}
