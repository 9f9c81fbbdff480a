package io.tracemill.schemas;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * What a collective does, by the word that ingest gives it, and how its bandwidth is computed. Bytes and factors are
 * those of NVIDIA's nccl-tests (doc/PERFORMANCE.md).
 */
@NullMarked
public enum CollectiveKind {
    /** Every process gets the sum of all. */
    ALLREDUCE(Sides.EITHER, true),
    /** Every process gets the parts of all. */
    ALLGATHER(Sides.OUTPUT_IS_WHOLE, true),
    /** Every process gets its part of the sum of all. */
    REDUCESCATTER(Sides.INPUT_IS_WHOLE, true),
    /** Every process gets a part of each. */
    ALLTOALL(Sides.EITHER, false),
    /** Every process gets what one has. */
    BROADCAST(Sides.EITHER, true),
    /** One process gets the sum of all. */
    REDUCE(Sides.EITHER, true),
    /** One process gets the parts of all. */
    GATHER(Sides.OUTPUT_IS_WHOLE, false),
    /** Every process gets a part of what one has. */
    SCATTER(Sides.INPUT_IS_WHOLE, false),
    /** The processes wait for each other. */
    BARRIER(Sides.NONE, false),
    /** One process sends to another. */
    SEND(Sides.EITHER, false),
    /** One process receives from another. */
    RECV(Sides.EITHER, false);

    private static final Map<String, CollectiveKind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(CollectiveKind::word, Function.identity()));

    private final String word;
    private final Sides sides;
    private final boolean sameBytes;

    /** Which of its input and output holds the whole of the data. */
    private enum Sides {
        EITHER,
        INPUT_IS_WHOLE,
        OUTPUT_IS_WHOLE,
        NONE
    }

    CollectiveKind(Sides sides, boolean sameBytes) {
        this.word = name().toLowerCase(java.util.Locale.ROOT);
        this.sides = sides;
        this.sameBytes = sameBytes;
    }

    /** The kind of a word; null if the word is of none. */
    public static @Nullable CollectiveKind of(@Nullable String word) {
        return word == null ? null : BY_WORD.get(word);
    }

    /** The word, such as {@code allreduce}. */
    public String word() {
        return word;
    }

    /** Whether it is between two processes, one of which sends and one of which receives. */
    public boolean isTransfer() {
        return this == SEND || this == RECV;
    }

    /** Whether all members of a group have the same {@link #bytes}. */
    public boolean hasSameBytes() {
        return sameBytes;
    }

    /**
     * Size of the whole of the data, in bytes: the larger of input and output. If the larger side is unknown, it is as
     * many times the other as there are processes.
     *
     * @param input bytes that a process puts in, negative if unknown
     * @param output bytes that it gets out, negative if unknown
     * @param processes number of processes in the group, 0 if unknown
     * @return negative if unknown
     */
    public long bytes(long input, long output, long processes) {
        return switch (sides) {
            case EITHER -> Math.max(input, output);
            case INPUT_IS_WHOLE -> whole(input, output, processes);
            case OUTPUT_IS_WHOLE -> whole(output, input, processes);
            case NONE -> -1;
        };
    }

    private static long whole(long whole, long part, long processes) {
        if (whole >= 0) {
            return Math.max(whole, part);
        }
        boolean fits = part >= 0 && processes > 0 && part <= Long.MAX_VALUE / processes;
        return fits ? part * processes : -1;
    }

    /** Bus bandwidth for each unit of algorithm bandwidth, in a group of so many processes, at least 1. */
    public double busFactor(long processes) {
        return switch (this) {
            case ALLREDUCE -> 2.0 * (processes - 1) / processes;
            case ALLGATHER, REDUCESCATTER, ALLTOALL, GATHER, SCATTER -> (processes - 1.0) / processes;
            case BROADCAST, REDUCE, SEND, RECV -> 1;
            case BARRIER -> 0;
        };
    }
}
