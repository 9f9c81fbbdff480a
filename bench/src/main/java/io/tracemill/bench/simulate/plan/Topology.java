package io.tracemill.bench.simulate.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who works with whom. Neighbouring ranks of a node share layers (tensor), ranks of several nodes have the same weights
 * (data), and stages of the pipeline have one part of the model each: rank = place + tensor × (replica + data × stage).
 */
public final class Topology {

    private static final int MOST_TENSOR = 4;
    private static final int FEWEST_MICROBATCHES = 4;

    private final FleetShape shape;
    private final int tensor;
    private final int data;

    /** The topology of a run. */
    public Topology(FleetShape shape) {
        this.shape = shape;
        this.tensor = tensor(shape);
        this.data = shape.ranks() / shape.stages() / tensor;
    }

    private static int tensor(FleetShape shape) {
        int size = MOST_TENSOR;
        while (shape.perNode() % size != 0 || shape.ranks() / shape.stages() % size != 0) {
            size /= 2;
        }
        return size;
    }

    /** Ranks that share each layer. */
    public int tensor() {
        return tensor;
    }

    /** Copies of the weights. */
    public int data() {
        return data;
    }

    /** Stages of the pipeline; 1 for none. */
    public int stages() {
        return shape.stages();
    }

    /** All ranks. */
    public int ranks() {
        return shape.ranks();
    }

    /** Nodes of the run. */
    public int nodes() {
        return shape.nodes();
    }

    /** Parts that each stage works on after another in a step. */
    public int microbatches() {
        return stages() == 1 ? 1 : Math.max(FEWEST_MICROBATCHES, stages());
    }

    /** Stage of a rank. */
    public int stage(int rank) {
        return rank / (tensor * data);
    }

    /** Which copy of the weights a rank has a part of. */
    public int replica(int rank) {
        return rank / tensor % data;
    }

    /** Node of a rank, from 0. */
    public int node(int rank) {
        return rank / shape.perNode();
    }

    /** Device of a rank within its node. */
    public int device(int rank) {
        return rank % shape.perNode();
    }

    /** Ranks of a node. */
    public List<Integer> ranksOfNode(int node) {
        return IntStream.range(node * shape.perNode(), (node + 1) * shape.perNode())
                .boxed()
                .toList();
    }

    /** Ranks of a stage. */
    public List<Integer> ranksOfStage(int stage) {
        return IntStream.range(stage * tensor * data, (stage + 1) * tensor * data)
                .boxed()
                .toList();
    }

    /** The rank with the same work in the stage that is so many further. */
    public int inOtherStage(int rank, int further) {
        return rank + further * tensor * data;
    }

    /** The groups of a rank with more than one member. */
    public List<RankGroup> groups(int rank) {
        List<RankGroup> groups = new ArrayList<>();
        for (GroupKind kind : GroupKind.values()) {
            RankGroup group = group(kind, rank);
            if (group.ranks().size() > 1) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** The group of a kind that a rank is in. */
    public RankGroup group(GroupKind kind, int rank) {
        int first = first(kind, rank);
        List<Integer> ranks = IntStream.range(0, size(kind))
                .mapToObj(place -> first + place * spacing(kind))
                .toList();
        return new RankGroup(kind, String.valueOf(kind.number() * ranks() + first), ranks);
    }

    /** Number of groups of a kind. */
    public int groups(GroupKind kind) {
        return ranks() / size(kind);
    }

    /** Ranks in a group of a kind. */
    public int size(GroupKind kind) {
        return switch (kind) {
            case WORLD -> ranks();
            case TENSOR -> tensor;
            case DATA -> data;
            case PIPELINE -> stages();
        };
    }

    private int spacing(GroupKind kind) {
        return switch (kind) {
            case WORLD, TENSOR -> 1;
            case DATA -> tensor;
            case PIPELINE -> tensor * data;
        };
    }

    /** The lowest rank of the group of a kind that a rank is in. */
    public int first(GroupKind kind, int rank) {
        return switch (kind) {
            case WORLD -> 0;
            case TENSOR -> rank - rank % tensor;
            case DATA -> rank - replica(rank) * tensor;
            case PIPELINE -> rank % (tensor * data);
        };
    }
}
