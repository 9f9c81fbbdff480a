package io.tracemill.ingest.rank;

import io.tracemill.ingest.pack.Attachment;

/** Rank in a file: its launches, and the part of the file that its host events take up. */
final class Rank {

    private static final int INDEX_SHIFT = 48;

    private final int index;
    private final String name;
    private final LaunchStarts calls = new LaunchStarts();
    private final LaunchStarts operators = new LaunchStarts();
    private long firstPosition = Long.MAX_VALUE;
    private long lastPosition = Long.MIN_VALUE;

    Rank(int index, String name) {
        this.index = index;
        this.name = name;
    }

    int index() {
        return index;
    }

    String name() {
        return name;
    }

    /** Notes a call that carries an id; of several, all but the first stand in another, or the id is launched twice. */
    void calls(long id, long start, boolean inAnotherCall) {
        if (calls.get(id) == LaunchStarts.NEVER) {
            calls.set(id, start);
        } else if (!inAnotherCall) {
            calls.set(id, LaunchStarts.REPEATED);
        }
    }

    /** Notes an operator that carries an id, which is its launch if no call carries it. */
    void operates(long id, long start) {
        if (operators.get(id) == LaunchStarts.NEVER) {
            operators.set(id, start);
        }
    }

    /** Whether it launches an id. */
    boolean launches(long id) {
        return start(id) != LaunchStarts.NEVER;
    }

    /** Whether its launch of an id can have caused a device event that starts at a time, in ns. */
    boolean canHaveCaused(long id, long nanos) {
        return launches(id) && start(id) <= nanos + Attachment.SKEW_NANOS;
    }

    /** Whether more than one of its calls launches an id. */
    boolean launchesTwice(long id) {
        return start(id) == LaunchStarts.REPEATED;
    }

    private long start(long id) {
        long call = calls.get(id);
        return call == LaunchStarts.NEVER ? operators.get(id) : call;
    }

    /** Id that no other rank of the file has: that of the file, with the rank in its upper bits. */
    long uniqueId(long id) {
        return id ^ ((long) index << INDEX_SHIFT);
    }

    /** Notes the position in the file of a host event. */
    void standsAt(long position) {
        firstPosition = Math.min(firstPosition, position);
        lastPosition = Math.max(lastPosition, position);
    }

    long firstPosition() {
        return firstPosition;
    }

    long lastPosition() {
        return lastPosition;
    }
}
