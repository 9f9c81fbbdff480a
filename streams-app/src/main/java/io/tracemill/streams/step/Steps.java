package io.tracemill.streams.step;

import io.tracemill.schemas.EventKind;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Current ProfilerStep of each process: the one that started last. It holds for all threads, since backward runs on
 * another thread than forward.
 */
public final class Steps {

    private static final String MARK = "ProfilerStep#";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** Step by trace-wide id of the process. A process without an entry is at {@link Launch#BEFORE_STEPS}. */
    private int[] byProcess = {};

    /** Sets the step of a host span. A span that marks a step first starts that step. */
    public void see(TraceSpan span) {
        if (span.kind() == EventKind.ANNOTATION) {
            String name = span.text().toString();
            if (name.startsWith(MARK)) {
                start(span.process(), name);
            }
        }
        if (byProcess.length > 0) {
            span.inStep(of(span.process()));
        }
    }

    /** Starts the step of a mark. A mark without a number is an ordinary annotation. */
    private void start(int process, String mark) {
        String number = mark.substring(MARK.length());
        if (NUMBER.matcher(number).matches()) {
            restore(process, Integer.parseInt(number));
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
