package io.tracemill.streams.trace;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.ShapeWorkState;
import org.jspecify.annotations.Nullable;

/**
 * Work of one call of an operator, modelled from its inputs.
 *
 * @param flops floating-point operations, at least 0
 * @param bytes bytes read and written; null if unknown
 * @param unit part of the device that does it, and type of the first input
 * @param estimate whether flops is a lower bound
 */
public record ShapeWork(long flops, @Nullable Long bytes, ComputeUnit unit, boolean estimate) {

    private static final ComputeUnit[] UNITS = ComputeUnit.values();

    /** Work of an operator; null if its event tells none. */
    static @Nullable ShapeWork of(FlatEvent operator) {
        if (!operator.has(Attribute.WORK)) {
            return null;
        }
        return new ShapeWork(
                Math.max(0, operator.number(Attribute.WORK_FLOPS)),
                operator.has(Attribute.WORK_BYTES) ? Math.max(0, operator.number(Attribute.WORK_BYTES)) : null,
                UNITS[operator.symbol(Attribute.WORK_UNIT)],
                operator.has(Attribute.WORK_ESTIMATE));
    }

    static ShapeWork of(ShapeWorkState state) {
        return new ShapeWork(
                state.getFlops(), state.getBytes(), ComputeUnit.valueOf(state.getUnit()), state.getEstimate());
    }

    ShapeWorkState state() {
        return new ShapeWorkState(flops, bytes, unit.name(), estimate);
    }
}
