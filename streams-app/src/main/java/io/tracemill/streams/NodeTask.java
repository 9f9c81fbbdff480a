package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.streams.fleet.FleetNodes;
import io.tracemill.streams.fleet.JoinedQuantities;
import io.tracemill.streams.rules.RuleSet;

/** The join of the nodes of a partition: what their readings say of the traces that were recorded on them. */
final class NodeTask implements Task<byte[]> {

    private final AvroSerde<TelemetryBatch> batches = AvroSerde.of(TelemetryBatch.class);
    private final FleetCounts counts;
    private final TaskContext context;
    private final FleetNodes nodes;

    /** Creates the task, which joins some quantities, watches some rules, and continues with what the store has. */
    NodeTask(JoinedQuantities joined, RuleSet rules, FleetCounts counts, TaskContext context) {
        this.counts = counts;
        this.context = context;
        this.nodes = new FleetNodes(joined, rules, context.partition(), new StoreKeyValues(context.store()));
        countOpen();
    }

    private void countOpen() {
        counts.open(context.id(), nodes.size(), nodes.waiting(), nodes.alerts());
    }

    @Override
    public void process(byte[] encoded, long appendMillis) {
        TelemetryBatch batch = batches.decode(encoded);
        RecordOutput out = context.outputAt(appendMillis);
        int refused = nodes.take(batch, appendMillis, row -> {
            out.emit(row);
            if (row instanceof RunFacts answer && answer.getTelemetry() != null) {
                counts.answered(answer.getTelemetry().getState());
            }
        });
        counts.readings(batch.getSamples().size(), refused);
        countOpen();
    }

    /** Does nothing: the time of the records decides, so that the same records give the same answers. */
    @Override
    public void checkIdle(long nowMillis) {}

    @Override
    public void close() {
        counts.closed(context.id());
    }
}
