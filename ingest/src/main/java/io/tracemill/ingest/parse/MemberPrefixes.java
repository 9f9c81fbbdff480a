package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.schemas.SeededHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Table of the prefixes found so far, limited in number and length, by their bytes. */
final class MemberPrefixes {

    private static final int MOST = 4096;
    private static final int LONGEST = 256;

    private final Dialect dialect;
    private final @Nullable MemberPrefix[] slots = new @Nullable MemberPrefix[2 * MOST];
    private int size;

    MemberPrefixes(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A prefix that never matches, to stand before the first member of an object. */
    static MemberPrefix none() {
        return new MemberPrefix(new byte[1], "", null, null);
    }

    /** The prefix at an index, which begins with a brace or comma, after another one. */
    MemberPrefix find(byte[] bytes, int index, MemberPrefix before) throws UnusualJson {
        if (before.next.standsAt(bytes, index)) {
            return before.next;
        }
        MemberPrefix found = before.other.standsAt(bytes, index) ? before.other : lookUp(bytes, index);
        before.other = before.next;
        before.next = found;
        return found;
    }

    private MemberPrefix lookUp(byte[] bytes, int index) throws UnusualJson {
        int quote = PlainJson.skipSpace(bytes, index + 1);
        int close = endOfName(bytes, quote);
        int colon = PlainJson.skipSpace(bytes, close + 1);
        int end = PlainJson.skipSpace(bytes, colon + 1);
        if (bytes[colon] != ':' || end - index > LONGEST) {
            throw new UnusualJson();
        }
        int slot = (int) SeededHash.of(bytes, index, end - index) & (slots.length - 1);
        MemberPrefix prefix = slots[slot];
        while (prefix != null) {
            if (prefix.length == end - index && prefix.standsAt(bytes, index)) {
                return prefix;
            }
            slot = (slot + 1) & (slots.length - 1);
            prefix = slots[slot];
        }
        String name = new String(bytes, quote + 1, close - quote - 1, ISO_8859_1);
        MemberPrefix added = new MemberPrefix(
                Arrays.copyOfRange(bytes, index, end),
                name,
                Member.of(name),
                dialect.argNames().field(name));
        if (size < MOST) {
            slots[slot] = added;
            size++;
        }
        return added;
    }

    /** Index of the quote that ends a name. */
    private static int endOfName(byte[] bytes, int quote) throws UnusualJson {
        if (bytes[quote] != '"') {
            throw new UnusualJson();
        }
        int at = quote + 1;
        while (bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        if (bytes[at] != '"') {
            throw new UnusualJson();
        }
        return at;
    }
}
