package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.split.ValueScanner.Result;
import java.util.Arrays;

/**
 * Position of the splitter in the file. It reads on as needed, and hands over the whole events found so far as a slice
 * whenever the buffer is full.
 */
final class ByteCursor {

    /** How often each byte may be scanned on average. Damaged files need two or three times. */
    private static final int MOST_SCANS = 32;

    /** Bytes that may be scanned in any case. */
    private static final long FREE_SCANS = 16 << 20;

    private final SourceWindow window;
    private final SplitSink sink;
    private int[] bounds = new int[1024];
    private int events;
    private long at;
    private long stopped;
    private long scanned;

    ByteCursor(SourceWindow window, SplitSink sink) {
        this.window = window;
        this.sink = sink;
    }

    long at() {
        return at;
    }

    void moveTo(long position) {
        at = position;
    }

    void advance() {
        at++;
    }

    /** The byte at the cursor, or -1 at the end of the file. Forgets all bytes before it. */
    int peek() throws IngestException, InterruptedException {
        return byteAt(at, at);
    }

    /** The next byte that is not white space, or -1 at the end of the file; moves the cursor to it. */
    int peekSignificant() throws IngestException, InterruptedException {
        int current = peek();
        while (isSpace(current)) {
            at++;
            current = peek();
        }
        return current;
    }

    /** The byte at a position, or -1 after the end; keeps all bytes from {@code keep} on in memory. */
    int byteAt(long position, long keep) throws IngestException, InterruptedException {
        while (position >= window.end()) {
            if (!refill(keep)) {
                return -1;
            }
        }
        return window.bytes()[window.index(position)] & 0xff;
    }

    /** Position of the first byte, from a position on, that is not white space. */
    long skipSpace(long position, long keep) throws IngestException, InterruptedException {
        long next = position;
        while (isSpace(byteAt(next, keep))) {
            next++;
        }
        return next;
    }

    static boolean isSpace(int current) {
        return current == ' ' || current == '\n' || current == '\r' || current == '\t';
    }

    /**
     * Scans on from a position until the value ends or breaks. Returns {@link Result#MORE} if the value exceeds {@code
     * largest} bytes or the file ends first. Keeps all bytes from {@code keep} on in memory.
     */
    Result scan(ValueScanner scanner, long from, long keep, long largest) throws IngestException, InterruptedException {
        long next = from;
        Result result = scanOn(scanner, next);
        while (result == Result.MORE) {
            next = window.end();
            if (next - keep > largest || !refill(keep)) {
                return Result.MORE;
            }
            result = scanOn(scanner, next);
        }
        return result;
    }

    /** Position after the event at the cursor, or -1 if it cannot be skipped in memory. */
    long skip(EventSkipper skipper) {
        int end = skipper.end(window.bytes(), window.index(at), window.limit());
        return end < 0 ? end : window.position(end);
    }

    /** Scans on from the end of the bytes in memory, and forgets the bytes that were scanned. */
    Result scanAndForget(ValueScanner scanner) throws IngestException, InterruptedException {
        Result result = Result.MORE;
        while (result == Result.MORE) {
            long next = window.end();
            if (!refill(next)) {
                return Result.MORE;
            }
            result = scanOn(scanner, next);
        }
        return result;
    }

    private Result scanOn(ValueScanner scanner, long from) {
        Result result = scanner.scan(window.bytes(), window.index(from), window.limit());
        stopped = window.position(scanner.next());
        scanned += stopped - from;
        return result;
    }

    /**
     * Whether scans have looked at the same bytes so often that a search must do without them, until the cursor has
     * moved on. This bounds the time that crafted nests of objects take.
     */
    boolean scansTooOften() {
        return scanned > FREE_SCANS + MOST_SCANS * at;
    }

    /** Position where the last scan stopped. */
    long stopped() {
        return stopped;
    }

    /** Bytes in memory between two positions. */
    byte[] copy(long from, long to) {
        return Arrays.copyOfRange(window.bytes(), window.index(from), window.index(Math.min(to, window.end())));
    }

    /** The bytes at a position that a reject keeps; fewer at the end of the file. */
    byte[] firstBytes(long position) throws IngestException, InterruptedException {
        byteAt(position + Reject.FIRST_BYTES - 1, position);
        return copy(position, position + Reject.FIRST_BYTES);
    }

    /** Adds a whole event to the slice. */
    void addEvent(long start, long end) {
        if (events * 2 == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[events * 2] = window.index(start);
        bounds[events * 2 + 1] = window.index(end);
        events++;
    }

    /** Whether the file ends with the bytes in memory. */
    boolean atLastBytes() {
        return window.ended();
    }

    /** Reads to the end of the file. */
    void drain() throws IngestException, InterruptedException {
        while (refill(window.end())) {
            at = window.end();
        }
        at = window.end();
    }

    /** Hands over the events found so far; keeps the bytes from a position on. */
    void flush(long keep) throws IngestException, InterruptedException {
        if (events > 0) {
            long base = window.base();
            int[] used = Arrays.copyOf(bounds, events * 2);
            byte[] bytes = window.handOver(keep, sink.buffer());
            int count = events;
            events = 0;
            sink.slice(new Slice(bytes, used, count, base, window.source().compressedBytesRead()));
        }
    }

    private boolean refill(long keep) throws IngestException, InterruptedException {
        if (window.full() && events > 0) {
            flush(keep);
        }
        if (window.full()) {
            window.makeRoom(keep);
        }
        return window.fill();
    }
}
