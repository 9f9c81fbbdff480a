package io.tracemill.bench.simulate.plan;

/** Kinds of groups of ranks, with the names that PyTorch's device mesh gives them. */
public enum GroupKind {
    /** All ranks. */
    WORLD("default_pg"),
    /** Ranks of one node that share each layer. */
    TENSOR("mesh_tp"),
    /** Ranks of all nodes of a stage that have the same weights. */
    DATA("mesh_dp"),
    /** One rank of each stage. */
    PIPELINE("mesh_pp");

    private final String description;

    GroupKind(String description) {
        this.description = description;
    }

    /** What the program calls a group of this kind. */
    public String description() {
        return description;
    }
}
