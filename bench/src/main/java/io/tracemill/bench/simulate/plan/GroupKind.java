package io.tracemill.bench.simulate.plan;

/** Kinds of groups of ranks, with the names that PyTorch's device mesh gives them. */
public enum GroupKind {
    /** All ranks. */
    WORLD(0, "default_pg"),
    /** Ranks of one node that share each layer. */
    TENSOR(1, "mesh_tp"),
    /** Ranks of all nodes of a stage that have the same weights. */
    DATA(2, "mesh_dp"),
    /** One rank of each stage. */
    PIPELINE(3, "mesh_pp");

    private final int number;
    private final String description;

    GroupKind(int number, String description) {
        this.number = number;
        this.description = description;
    }

    /** Number of the kind, by which the names of its groups differ from others. */
    public int number() {
        return number;
    }

    /** What the program calls a group of this kind. */
    public String description() {
        return description;
    }
}
