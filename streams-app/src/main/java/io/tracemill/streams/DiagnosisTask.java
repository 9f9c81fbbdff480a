package io.tracemill.streams;

import io.tracemill.schemas.Diagnosis;
import io.tracemill.streams.diagnose.Diagnoser;
import io.tracemill.streams.diagnose.KnowledgeBase;
import java.util.List;

/** The diagnoses of the runs of a partition. */
final class DiagnosisTask implements Task<byte[]> {

    private final FleetCounts counts;
    private final TaskContext context;
    private final RunDiagnoses runs;

    /** Creates the task, which continues with what the store has. */
    DiagnosisTask(KnowledgeBase knowledge, FleetCounts counts, TaskContext context) {
        this.counts = counts;
        this.context = context;
        this.runs = new RunDiagnoses(Diagnoser.of(knowledge), new StoreKeyValues(context.store()));
    }

    @Override
    public void process(byte[] encoded, long appendMillis) {
        runs.take(encoded, appendMillis, new RunDiagnoses.Output() {
            @Override
            public void diagnosed(List<Diagnosis> rows) {
                rows.forEach(context.outputAt(runs.now())::emit);
                counts.diagnosed();
            }

            @Override
            public void failed(String run, String why) {
                context.outputAt(runs.now()).failed(run, why);
            }
        });
    }

    /** Does nothing: the time of the records decides, so that the same records give the same diagnoses. */
    @Override
    public void checkIdle(long nowMillis) {}
}
