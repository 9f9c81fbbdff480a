package io.tracemill.streams.step;

import io.tracemill.schemas.EventKind;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The ProfilerStep last started in each process. Threads do not count: backward runs on another than forward. */
public final class Steps {

    private static final String MARK = "ProfilerStep#";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** Step by the trace-wide id of a process; {@link Launch#BEFORE_STEPS} behind its end. */
    private int[] byProcess = {};

    /** Puts a host span into its step, having started that step if the span is its mark. */
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

    /** A mark without a number is an annotation like any other. */
    private void start(int process, String mark) {
        String number = mark.substring(MARK.length());
        if (NUMBER.matcher(number).matches()) {
            restore(process, Integer.parseInt(number));
        }
    }

    private int of(int process) {
        return process < byProcess.length ? byProcess[process] : Launch.BEFORE_STEPS;
    }

    /** Step by process, of those that have begun one. */
    public Map<Integer, Integer> byProcess() {
        Map<Integer, Integer> steps = new TreeMap<>();
        for (int process = 0; process < byProcess.length; process++) {
            if (byProcess[process] != Launch.BEFORE_STEPS) {
                steps.put(process, byProcess[process]);
            }
        }
        return steps;
    }

    /** Puts a process into a step. */
    public void restore(int process, int step) {
        int before = byProcess.length;
        if (process >= before) {
            byProcess = Arrays.copyOf(byProcess, process + 1);
            Arrays.fill(byProcess, before, process, Launch.BEFORE_STEPS);
        }
        byProcess[process] = step;
    }
}
