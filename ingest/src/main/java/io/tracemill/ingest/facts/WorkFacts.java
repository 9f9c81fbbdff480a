package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.work.OperatorModel;
import io.tracemill.ingest.work.OperatorModels;
import io.tracemill.ingest.work.Work;
import io.tracemill.schemas.flat.Attribute;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Facts about the work of operators, from their names and inputs. The work of pooled texts is worked out once and
 * remembered for as long as there is room. Not thread-safe.
 */
final class WorkFacts {

    private static final String NOT_RECORDED = "";

    private static final RememberedNames<OperatorModel> MODELS = new RememberedNames<>(OperatorModels::of);

    private final NameMarks<OperatorModel> models;
    private final WorkTable table = new WorkTable();
    private final IntFunction<byte[]> pool;

    /** Facts about events whose strings are in a pool, which gives the bytes of each by its number. */
    WorkFacts(IntFunction<byte[]> pool) {
        this.pool = pool;
        this.models = new NameMarks<>(pool, OperatorModels.ALL.toArray(new OperatorModel[0]), MODELS);
    }

    /** Adds its work to an operator that has a model, if its inputs tell it. */
    void addTo(EventFields operator) {
        int dims = operator.text(Attribute.INPUT_DIMS);
        @Nullable OperatorModel model = dims == EventFields.NONE ? null : models.of(operator);
        if (model == null) {
            return;
        }
        int name = operator.text(Attribute.NAME);
        int types = operator.text(Attribute.INPUT_TYPES);
        int values = operator.text(Attribute.CONCRETE_INPUTS);
        if (isInline(name) || isInline(dims) || isInline(types) || isInline(values)) {
            set(operator, work(model, operator));
            return;
        }
        if (!table.find(name, dims, types, values)) {
            table.put(work(model, operator));
        }
        set(operator, table.work());
    }

    private static boolean isInline(int reference) {
        return reference < EventFields.NONE;
    }

    private @Nullable Work work(OperatorModel model, EventFields operator) {
        return model.work(
                text(operator, Attribute.INPUT_DIMS),
                text(operator, Attribute.INPUT_TYPES),
                text(operator, Attribute.CONCRETE_INPUTS));
    }

    private String text(EventFields operator, Attribute attribute) {
        int reference = operator.text(attribute);
        if (reference >= 0) {
            return new String(pool.apply(reference), UTF_8);
        }
        return reference == EventFields.NONE ? NOT_RECORDED : operator.inlineText(reference);
    }

    /** Sets the work of an operator or a kernel, if it is not null. */
    static void set(EventFields event, @Nullable Work work) {
        if (work == null) {
            return;
        }
        event.setFlag(Attribute.WORK);
        event.set(Attribute.WORK_FLOPS, work.flops());
        Long bytes = work.bytes();
        if (bytes != null) {
            event.set(Attribute.WORK_BYTES, bytes);
        }
        event.setSymbol(Attribute.WORK_UNIT, work.unit());
        if (work.estimate()) {
            event.setFlag(Attribute.WORK_ESTIMATE);
        }
    }
}
