package io.tracemill.cli.serve;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The answers that were asked for last, as long as they take no more bytes than this may hold. Thread-safe. */
final class AnswerCache {

    /** What an entry takes beside its text. */
    private static final long ENTRY_BYTES = 512;

    private final long mostBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    AnswerCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    private record Entry(String stamp, Answer answer) {
        long bytes() {
            return answer.size() + ENTRY_BYTES;
        }
    }

    /** The answer to a question, if the files it was composed from still have this stamp. */
    synchronized Optional<Answer> get(String question, String stamp) {
        Entry entry = entries.get(question);
        if (entry == null || !entry.stamp.equals(stamp)) {
            return Optional.empty();
        }
        return Optional.of(entry.answer);
    }

    /** Keeps an answer, in place of those that were not asked for the longest. */
    synchronized void put(String question, String stamp, Answer answer) {
        Entry entry = new Entry(stamp, answer);
        Entry before = entries.put(question, entry);
        bytes += entry.bytes() - (before == null ? 0 : before.bytes());
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > mostBytes) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Bytes that it holds. */
    synchronized long bytes() {
        return bytes;
    }
}
