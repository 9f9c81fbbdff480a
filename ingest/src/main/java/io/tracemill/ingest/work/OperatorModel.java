package io.tracemill.ingest.work;

import org.jspecify.annotations.Nullable;

/** Model of the work of one operator. */
public final class OperatorModel {

    private final String name;
    private final Family family;
    private final boolean estimate;

    private OperatorModel(String name, Family family, boolean estimate) {
        this.name = name;
        this.family = family;
        this.estimate = estimate;
    }

    /** An operator of a family, whose formulas count all that it does. */
    static OperatorModel exact(String name, Family family) {
        return new OperatorModel(name, family, false);
    }

    /** An operator that does more floating-point operations than the formulas of its family count. */
    static OperatorModel lowerBound(String name, Family family) {
        return new OperatorModel(name, family, true);
    }

    /** Name of the operator. */
    public String name() {
        return name;
    }

    /** Formulas of its family. */
    public Formula formula() {
        return family.formula();
    }

    /** Whether its floating-point operations are a lower bound. */
    public boolean isEstimate() {
        return estimate;
    }

    /**
     * Work of a call; null if its inputs do not tell it.
     *
     * @param dims shapes of the inputs: a JSON array with an array of sizes for each
     * @param types types of their elements: a JSON array of names, or empty
     * @param values values of those that are no tensors: a JSON array of texts, or empty
     */
    public @Nullable Work work(String dims, String types, String values) {
        @Nullable Inputs inputs = InputTexts.read(dims, types, values);
        @Nullable Work work = inputs == null ? null : family.work(inputs);
        return work != null && estimate ? work.asEstimate() : work;
    }
}
