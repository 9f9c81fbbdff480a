package io.tracemill.cli.serve;

import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.query.ArchiveSnapshot;
import io.tracemill.cli.terminal.ErrorLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive that is served, as it is now: files that appear are seen after a few seconds, and if files vanish while
 * an answer is composed, because others took their place, it is composed again. Thread-safe.
 */
final class ServedArchive implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServedArchive.class);

    /** After so long, a request makes it look for files, and does not wait for that. */
    private static final long FRESH_NANOS = 2_000_000_000L;

    /** After so long, a request waits. */
    private static final long STALE_NANOS = 30_000_000_000L;

    /** Compaction replaces the files of one dataset after the other. */
    private static final int MOST_ATTEMPTS = 10;

    private final Path data;
    private final ExecutorService looker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "look");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long looked = System.nanoTime();
    private Moment newest;

    private ServedArchive(Path data, Moment newest) {
        this.data = data;
        this.newest = newest;
    }

    /** Asks an archive. */
    @FunctionalInterface
    interface Use<T> {
        /** Asks it; the moment stays open as long as that takes. */
        T of(Moment moment) throws IOException;
    }

    /**
     * The archive in a directory, which may be empty.
     *
     * @throws IOException if the directory is not there; the message is one line
     */
    static ServedArchive open(Path data) throws IOException {
        return new ServedArchive(data, Moment.of(data, ArchiveSnapshot.files(data)));
    }

    /** The directory. */
    Path data() {
        return data;
    }

    /**
     * What the archive answers.
     *
     * @throws Refusal if it cannot know
     */
    <T> T ask(Use<T> use) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Moment asked = newest();
            try (asked) {
                return use.of(asked);
            } catch (Refusal e) {
                throw e;
            } catch (IOException e) {
                if (attempt == MOST_ATTEMPTS || !hasChangedSince(asked)) {
                    throw e;
                }
            }
        }
    }

    /** What the archive answers if that needs no wait, as a question to what was read before. */
    <T> Optional<T> askAtOnce(Use<Optional<T>> use) {
        if (System.nanoTime() - looked > STALE_NANOS) {
            return Optional.empty();
        }
        try (Moment asked = newest()) {
            return use.of(asked);
        } catch (IOException e) {
            LOG.debug("the question must wait: {}", ErrorLine.of(e));
            return Optional.empty();
        }
    }

    private Moment newest() throws IOException {
        long age = System.nanoTime() - looked;
        if (age > STALE_NANOS) {
            look(FRESH_NANOS);
        } else if (age > FRESH_NANOS && looking.compareAndSet(false, true)) {
            looker.execute(this::lookMeanwhile);
        }
        synchronized (this) {
            if (!newest.isShared()) {
                throw new IOException(data + ": is not served any more");
            }
            return newest;
        }
    }

    private void lookMeanwhile() {
        try {
            look(0);
        } catch (IOException e) {
            LOG.warn("{}: cannot look for new files: {}", data, ErrorLine.of(e));
        } finally {
            looking.set(false);
        }
    }

    private boolean hasChangedSince(Moment asked) throws IOException {
        look(0);
        return current() != asked;
    }

    private synchronized Moment current() {
        return newest;
    }

    /** Looks for files, one look at a time, unless the last look is younger than this. */
    private void look(long youngNanos) throws IOException {
        synchronized (looking) {
            if (System.nanoTime() - looked < youngNanos) {
                return;
            }
            for (int attempt = 1; ; attempt++) {
                Map<String, List<Path>> files = ArchiveSnapshot.files(data);
                looked = System.nanoTime();
                if (files.equals(current().files())) {
                    return;
                }
                try {
                    replace(Moment.of(data, files)).close();
                    return;
                } catch (IOException e) {
                    if (attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }
    }

    private synchronized Moment replace(Moment next) {
        Moment before = newest;
        newest = next;
        return before;
    }

    @Override
    public void close() throws IOException {
        looker.shutdown();
        current().close();
    }
}
