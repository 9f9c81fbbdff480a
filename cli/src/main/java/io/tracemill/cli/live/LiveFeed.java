package io.tracemill.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The changes of a picture as server-sent events with numbers, as many as there is room for. Readers keep a number
 * only; one whose number has fallen out begins again with the whole picture. Thread-safe.
 */
public final class LiveFeed {

    /** Room for changes. */
    static final long MOST_BYTES = 16L << 20;

    private static final int MOST_CHANGES = 1_000;
    private static final int ID_BYTES = 6;

    private final LivePicture picture;
    private final long mostBytes;
    private final String process;
    private final Deque<Event> changes = new ArrayDeque<>();
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicInteger following = new AtomicInteger();
    private final AtomicLong slow = new AtomicLong();
    private long bytes;
    private long number;
    private Optional<Event> whole = Optional.empty();

    /** A feed of a picture. */
    public LiveFeed(LivePicture picture) {
        this(picture, MOST_BYTES);
    }

    LiveFeed(LivePicture picture, long mostBytes) {
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        this.picture = picture;
        this.mostBytes = mostBytes;
        this.process = HexFormat.of().formatHex(random);
    }

    /** An event as it is sent. Nobody changes the text. */
    public static final class Event {

        private final long number;
        private final byte[] text;

        private Event(long number, byte[] text) {
            this.number = number;
            this.text = text;
        }

        /** Number of the last change in it. */
        public long number() {
            return number;
        }

        /** The text; it is shared. */
        public byte[] text() {
            return text;
        }
    }

    /** What ids of its events begin with. */
    String process() {
        return process;
    }

    /** The picture. */
    public LivePicture picture() {
        return picture;
    }

    /** Calls this after each change. */
    public void onChange(Runnable reader) {
        readers.add(reader);
    }

    /** Makes an event of what has changed in the picture, if anything has, and calls the readers. */
    public void publish() {
        boolean changed = add();
        if (changed) {
            readers.forEach(Runnable::run);
        }
    }

    private synchronized boolean add() {
        Optional<String> rows = picture.changes();
        if (rows.isEmpty()) {
            return false;
        }
        number++;
        whole = Optional.empty();
        Event change = event("change", rows.get());
        changes.add(change);
        bytes += change.text.length;
        while (bytes > mostBytes || changes.size() > MOST_CHANGES) {
            bytes -= changes.remove().text.length;
        }
        return true;
    }

    private Event event(String type, String rows) {
        String text = "id: " + process + "-" + number + "\nevent: " + type + "\ndata: " + rows + "\n\n";
        return new Event(number, text.getBytes(UTF_8));
    }

    /** The whole picture. */
    public synchronized Event whole() {
        if (whole.isEmpty()) {
            add();
            whole = Optional.of(event("whole", picture.all()));
        }
        return whole.get();
    }

    /** The first change after a number; empty if there is none yet. */
    public synchronized Optional<Event> after(long known) {
        Iterator<Event> all = changes.descendingIterator();
        Optional<Event> next = Optional.empty();
        while (all.hasNext()) {
            Event change = all.next();
            if (change.number <= known) {
                break;
            }
            next = Optional.of(change);
        }
        return next;
    }

    /** Whether all changes after a number are still there. */
    public synchronized boolean reaches(long known) {
        return known == number || (known < number && !changes.isEmpty() && changes.getFirst().number <= known + 1);
    }

    /** The number of the last event that a reader says it has; empty if it is none of this process. */
    public Optional<Long> known(String lastEventId) {
        if (!lastEventId.matches(process + "-\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(lastEventId.substring(process.length() + 1)));
    }

    /** Notes a reader. */
    public void joined() {
        following.incrementAndGet();
    }

    /** Notes that a reader has gone, maybe because it was too slow. */
    public void left(boolean wasSlow) {
        following.decrementAndGet();
        if (wasSlow) {
            slow.incrementAndGet();
        }
    }

    /** Readers that follow now. */
    public int following() {
        return following.get();
    }

    /** Readers that were too slow. */
    public long slow() {
        return slow.get();
    }

    void read(int more) {
        records.addAndGet(more);
    }

    void failed() {
        failures.incrementAndGet();
    }

    /** Records that were read. */
    public long records() {
        return records.get();
    }

    /** Times that topics could not be read. */
    public long failures() {
        return failures.get();
    }
}
