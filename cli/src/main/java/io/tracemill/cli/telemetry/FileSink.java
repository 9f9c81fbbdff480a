package io.tracemill.cli.telemetry;

import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.VisibleText;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The samples of one file on their way to its batches. It knows the time of those that have none, and keeps the first
 * few of what is refused: {@value #FAULTS} for people, {@value #LETTERS} as dead letters.
 */
final class FileSink implements SampleSink {

    private static final int FAULTS = 3;
    private static final int LETTERS = 1000;

    /** Refusals by which nothing is lost: the exporter had no value. */
    private static final Set<RefusalReason> WITHOUT_VALUE =
            EnumSet.of(RefusalReason.BLANK, RefusalReason.STALE, RefusalReason.NOT_FINITE, RefusalReason.NOT_A_NUMBER);

    private final Path file;
    private final long fileNanos;
    private final SampleSink to;
    private final List<String> faults = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    /**
     * A sink of a file.
     *
     * @param fileNanos the time of samples that have none; {@link SampleSink#NO_TIME} where it is not known
     * @param to takes what has a time
     */
    FileSink(Path file, long fileNanos, SampleSink to) {
        this.file = file;
        this.fileNanos = fileNanos;
        this.to = to;
    }

    @Override
    public void sample(RawSeries series, long timeNanos, double value) {
        long time = timeNanos == NO_TIME ? fileNanos : timeNanos;
        if (time == NO_TIME) {
            to.refuse(RefusalReason.NO_TIME, 0, series.metric() + " has no time");
        } else {
            to.sample(series, time, value);
        }
    }

    @Override
    public void refuse(RefusalReason reason, long where, String detail) {
        to.refuse(reason, where, detail);
        if (isLoss(reason)) {
            String fault = VisibleText.of("at " + where + ": " + detail);
            if (faults.size() < FAULTS) {
                faults.add(fault);
            }
            if (letters.size() < LETTERS) {
                letters.add(letter(where, reason, VisibleText.of(file + ": ") + fault));
            }
        }
    }

    /** Whether something is lost by a refusal. */
    static boolean isLoss(RefusalReason reason) {
        return !WITHOUT_VALUE.contains(reason);
    }

    private DeadLetter letter(long where, RefusalReason reason, String fault) {
        return DeadLetter.newBuilder()
                .setSource(file.toString())
                .setStage(RejectReason.READING.stage())
                .setReason(RejectReason.READING.label())
                .setMessage(fault + " (" + reason.meaning() + ")")
                .setByteOffset(where)
                .setFirstBytes(ByteBuffer.allocate(0))
                .build();
    }

    /** The first few faults of the file: where each is, and what it is. */
    List<String> faults() {
        return faults;
    }

    /** Letters of the first faults. */
    List<DeadLetter> letters() {
        return letters;
    }
}
