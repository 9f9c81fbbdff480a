package io.tracemill.streams.rollup;

import io.tracemill.schemas.GroupCollectives;
import io.tracemill.schemas.RankTransfers;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.state.GroupState;
import io.tracemill.streams.state.WindowState;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.SymbolTable;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Communication in one window of a device: collectives by group, and transfers from one rank to another. */
final class Exchanges {

    /** Most groups of a window. Those with the lowest ids are kept, so the cut of the trace makes no difference. */
    static final int MAX_GROUPS = 64;

    private static final int SIZE = 0;
    private static final int COUNT = 1;
    private static final int NANOS = 2;
    private static final int NUMBERS = 3;
    private static final long NO_RECEIVER = -1;
    private static final long NO_SENDER = Long.MAX_VALUE;

    private int[] groups = new int[2];
    private long[] numbers = new long[2 * NUMBERS];
    private int size;
    private long transfers;
    private long unknown;
    private long highestReceiver = NO_RECEIVER;
    private long lowestSender = NO_SENDER;

    void count(TraceSpan span) {
        boolean sends = span.event().has(Attribute.COLLECTIVE_SENDS);
        boolean receives = span.event().has(Attribute.COLLECTIVE_RECEIVES);
        if (sends || receives) {
            countTransfer(span, sends, receives);
        } else {
            long processes = span.event().has(Attribute.COLLECTIVE_GROUP_SIZE)
                    ? span.event().number(Attribute.COLLECTIVE_GROUP_SIZE)
                    : 0;
            add(span.group(), processes, 1, span.durationNanos());
        }
    }

    private void countTransfer(TraceSpan span, boolean sends, boolean receives) {
        transfers++;
        if (!span.event().has(Attribute.COLLECTIVE_PEER)) {
            unknown++;
            return;
        }
        long peer = span.event().number(Attribute.COLLECTIVE_PEER);
        highestReceiver = sends ? Math.max(highestReceiver, peer) : highestReceiver;
        lowestSender = receives ? Math.min(lowestSender, peer) : lowestSender;
    }

    private void add(int group, long processes, long count, long nanos) {
        int at = Arrays.binarySearch(groups, 0, size, group);
        if (at < 0) {
            at = -at - 1;
            if (at == MAX_GROUPS) {
                return;
            }
            insert(at, group);
        }
        numbers[at * NUMBERS + SIZE] = Math.max(numbers[at * NUMBERS + SIZE], processes);
        numbers[at * NUMBERS + COUNT] += count;
        numbers[at * NUMBERS + NANOS] = Saturating.sum(numbers[at * NUMBERS + NANOS], nanos);
    }

    private void insert(int at, int group) {
        if (size == groups.length && size < MAX_GROUPS) {
            groups = Arrays.copyOf(groups, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size * NUMBERS);
        }
        size = Math.min(size + 1, MAX_GROUPS);
        System.arraycopy(groups, at, groups, at + 1, size - at - 1);
        System.arraycopy(numbers, at * NUMBERS, numbers, (at + 1) * NUMBERS, (size - at - 1) * NUMBERS);
        groups[at] = group;
        Arrays.fill(numbers, at * NUMBERS, (at + 1) * NUMBERS, 0);
    }

    void add(Exchanges other) {
        for (int i = 0; i < other.size; i++) {
            add(other.groups[i], other.number(i, SIZE), other.number(i, COUNT), other.number(i, NANOS));
        }
        transfers += other.transfers;
        unknown += other.unknown;
        highestReceiver = Math.max(highestReceiver, other.highestReceiver);
        lowestSender = Math.min(lowestSender, other.lowestSender);
    }

    private long number(int group, int which) {
        return numbers[group * NUMBERS + which];
    }

    /** Sets the fields of a window's state. */
    void putInto(WindowState.Builder state) {
        List<GroupState> states = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            states.add(new GroupState(groups[i], number(i, SIZE), number(i, COUNT), number(i, NANOS)));
        }
        state.setGroups(states);
        state.setTransfers(transfers);
        state.setUnknownTransfers(unknown);
        state.setHighestReceiver(highestReceiver);
        state.setLowestSender(lowestSender);
    }

    static Exchanges of(WindowState state) {
        Exchanges exchanges = new Exchanges();
        state.getGroups()
                .forEach(group ->
                        exchanges.add(group.getGroup(), group.getSize(), group.getCount(), group.getTotalNs()));
        exchanges.transfers = state.getTransfers();
        exchanges.unknown = state.getUnknownTransfers();
        exchanges.highestReceiver = state.getHighestReceiver();
        exchanges.lowestSender = state.getLowestSender();
        return exchanges;
    }

    List<GroupCollectives> collectives(SymbolTable names) {
        List<GroupCollectives> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            long processes = number(i, SIZE);
            rows.add(new GroupCollectives(
                    groups[i] == Symbols.NONE ? null : names.symbol(groups[i]),
                    processes == 0 ? null : processes,
                    number(i, COUNT),
                    number(i, NANOS)));
        }
        return rows;
    }

    @Nullable
    RankTransfers transfers() {
        return transfers == 0
                ? null
                : new RankTransfers(
                        transfers,
                        unknown,
                        highestReceiver == NO_RECEIVER ? null : highestReceiver,
                        lowestSender == NO_SENDER ? null : lowestSender);
    }
}
