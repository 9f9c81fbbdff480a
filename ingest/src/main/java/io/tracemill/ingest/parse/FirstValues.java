package io.tracemill.ingest.parse;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** First values of members that may be there several times, of which only the hashes are kept. */
final class FirstValues {

    private final Map<String, Integer> hashes = new TreeMap<>();
    private final Set<String> differing = new TreeSet<>();

    /** Adds a value. Returns false if its member has one already, and remembers the member if they differ. */
    boolean add(String member, byte[] value) {
        int hash = Arrays.hashCode(value);
        Integer first = hashes.putIfAbsent(member, hash);
        if (first != null && first != hash) {
            differing.add(member);
        }
        return first == null;
    }

    /** Forgets the value of a member. */
    void remove(String member) {
        hashes.remove(member);
    }

    /** Members that came with another value later. */
    Set<String> differing() {
        return differing;
    }
}
