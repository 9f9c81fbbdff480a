package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.pack.GrowingBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes between two values of an object: a brace or comma, a name, a colon, and the white space between them. Profilers
 * write few different prefixes, and always in the same sequence. So a prefix is recognised as a whole, and remembers
 * which one followed it.
 */
final class MemberPrefix {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Member of an event with this name, null if it has no field of its own. */
    final @Nullable Member member;

    /** Field of an argument with this name, null for none. */
    final @Nullable ArgField field;

    /** Number of bytes. */
    final int length;

    /** Prefix that followed last time; this one before any did. */
    MemberPrefix next = this;

    /** The other prefix that followed most recently. */
    MemberPrefix other = this;

    private final long first;
    private final long firstMask;
    private final long[] words;
    private final long lastMask;
    private final byte[] name;
    private final int nameLength;

    /**
     * A prefix.
     *
     * @param bytes bytes of the prefix, at least one
     * @param name name in the prefix
     * @param member member of an event with this name, null for none
     * @param field field of an argument with this name, null for none
     */
    MemberPrefix(byte[] bytes, String name, @Nullable Member member, @Nullable ArgField field) {
        this.member = member;
        this.field = field;
        this.length = bytes.length;
        this.words = new long[(length + 7) / 8];
        byte[] padded = Arrays.copyOf(bytes, words.length * 8);
        for (int i = 0; i < words.length; i++) {
            words[i] = (long) LONG.get(padded, i * 8);
        }
        this.first = words[0];
        this.firstMask = length < 8 ? -1L >>> (64 - 8 * length) : -1L;
        this.lastMask = -1L >>> (8 * (padded.length - length));
        GrowingBytes compact = new GrowingBytes(name.length() + 16);
        compact.put(',');
        JsonCopy.copyName(name, compact);
        this.nameLength = compact.size();
        this.name = Arrays.copyOf(compact.array(), nameLength + Long.BYTES);
    }

    /** Whether the prefix stands at an index. */
    boolean standsAt(byte[] bytes, int index) {
        if ((((long) LONG.get(bytes, index) ^ first) & firstMask) != 0) {
            return false;
        }
        int last = words.length - 1;
        if (bytes.length - index < words.length * 8) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            if ((long) LONG.get(bytes, index + i * 8) != words[i]) {
                return false;
            }
        }
        return last == 0 || (((long) LONG.get(bytes, index + last * 8) ^ words[last]) & lastMask) == 0;
    }

    /** Writes a comma, the name and a colon. */
    void copyName(GrowingBytes out) {
        out.putFew(name, 0, nameLength);
    }
}
