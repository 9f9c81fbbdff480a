package io.tracemill.ingest.facts;

import io.tracemill.schemas.CollectiveKind;
import org.jspecify.annotations.Nullable;

/**
 * What the operators and annotations around a launch say of the collective that it launches: what each says itself,
 * else what the one around it says. A collective that is made of several kernels has its bytes and its number once:
 * with the first kernel.
 */
public final class CollectiveCall {

    /** Number that is not known. */
    static final long UNKNOWN = -1;

    final @Nullable CollectiveKind kind;
    final @Nullable String group;
    final @Nullable String type;
    final @Nullable GroupMembers members;
    final long size;
    final long peer;
    final Message message;

    /** What moves, and whether a kernel has it already. Calls within each other share it. */
    static final class Message {
        final long inputBytes;
        final long outputBytes;
        final long sequence;
        private boolean taken;

        Message(long inputBytes, long outputBytes, long sequence) {
            this.inputBytes = inputBytes;
            this.outputBytes = outputBytes;
            this.sequence = sequence;
        }

        /** Whether nobody has taken it before. */
        boolean take() {
            boolean first = !taken;
            taken = true;
            return first;
        }

        boolean isKnown() {
            return inputBytes >= 0 || outputBytes >= 0 || sequence >= 0;
        }
    }

    /** What an operator says itself, and the call around it. */
    CollectiveCall(Said said, Message message, @Nullable CollectiveCall around) {
        this.kind = said.kind() != null || around == null ? said.kind() : around.kind;
        this.group = said.group() != null || around == null ? said.group() : around.group;
        this.type = said.type() != null || around == null ? said.type() : around.type;
        this.members = said.members() != null || around == null ? said.members() : around.members;
        this.size = said.size() >= 0 || around == null ? said.size() : around.size;
        this.peer = said.peer() >= 0 || around == null ? said.peer() : around.peer;
        this.message = around == null || (message.isKnown() && !around.message.isKnown()) ? message : around.message;
    }

    /**
     * What one operator or annotation says.
     *
     * @param kind what the collective does
     * @param group name of the group
     * @param type type of the elements
     * @param members ranks of the group
     * @param size number of processes in the group, negative if unknown
     * @param peer rank that a transfer sends to or receives from, negative if unknown
     */
    record Said(
            @Nullable CollectiveKind kind,
            @Nullable String group,
            @Nullable String type,
            @Nullable GroupMembers members,
            long size,
            long peer) {}
}
