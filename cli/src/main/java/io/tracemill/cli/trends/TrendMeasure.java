package io.tracemill.cli.trends;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a run is followed over its days. */
public enum TrendMeasure {
    /** Length of a step. */
    STEP("step"),
    /** Computing in a step. */
    COMPUTING("computing"),
    /** Exposed communication in a step. */
    COMMUNICATION("exposed communication"),
    /** Exposed copies in a step. */
    MEMCPY("exposed copies"),
    /** Idle time in a step. */
    IDLE("idle"),
    /** Model FLOPs utilisation. */
    MFU("MFU");

    private final String title;

    TrendMeasure(String title) {
        this.title = title;
    }

    /** Name for people. */
    String title() {
        return title;
    }

    /** Whether it is a length of time, in ns; otherwise it is in percent. */
    boolean isTime() {
        return this != MFU;
    }

    /** Value of a day; NaN where there is none. */
    double of(TrendRow day) {
        return number(
                switch (this) {
                    case STEP -> day.stepNanos();
                    case COMPUTING -> day.computingNanos();
                    case COMMUNICATION -> day.exposedCommunicationNanos();
                    case MEMCPY -> day.exposedMemcpyNanos();
                    case IDLE -> day.idleNanos();
                    case MFU -> day.mfuPercent();
                });
    }

    /** Values of days, in their order. */
    double[] of(List<TrendRow> days) {
        return days.stream().mapToDouble(this::of).toArray();
    }

    private static double number(@Nullable Number number) {
        return number == null ? Double.NaN : number.doubleValue();
    }
}
