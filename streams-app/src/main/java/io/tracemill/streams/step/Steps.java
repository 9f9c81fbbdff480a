package io.tracemill.streams.step;

import io.tracemill.schemas.EventKind;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The ProfilerStep last started in each process. Threads do not count: backward runs on another than forward. */
public final class Steps {

    private static final String MARK = "ProfilerStep#";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Map<Integer, Integer> byProcess = new TreeMap<>();

    /** Puts a host span into its step, having started that step if the span is its mark. */
    public void see(TraceSpan span) {
        if (span.kind() == EventKind.ANNOTATION) {
            String name = span.text();
            if (name.startsWith(MARK)) {
                start(span.process(), name);
            }
        }
        if (!byProcess.isEmpty()) {
            span.inStep(of(span.process()));
        }
    }

    /** A mark without a number is an annotation like any other. */
    private void start(int process, String mark) {
        String number = mark.substring(MARK.length());
        if (NUMBER.matcher(number).matches()) {
            byProcess.put(process, Integer.parseInt(number));
        }
    }

    private int of(int process) {
        return byProcess.getOrDefault(process, Launch.BEFORE_STEPS);
    }

    /** Step by process. */
    public Map<Integer, Integer> byProcess() {
        return byProcess;
    }

    /** Takes up the step a process was in before a restart. */
    public void restore(int process, int step) {
        byProcess.put(process, step);
    }
}
