package io.tracemill.systemtests.kill;

import io.tracemill.storage.publish.FileWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opens every published file as soon as it appears, and reads all of it, as a reader of the archive may do at any time.
 */
final class PublishedFileReader implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(20);

    private final Path archive;
    private final Thread thread = new Thread(this::watch, "watch");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Path> opened = new HashSet<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private PublishedFileReader(Path archive) {
        this.archive = archive;
    }

    static PublishedFileReader begin(Path archive) {
        PublishedFileReader watch = new PublishedFileReader(archive);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("set threads = 1");
            do {
                openNew(statement);
            } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
            openNew(statement);
        } catch (SQLException | IOException | InterruptedException e) {
            failures.add("the watch ended: " + e);
        }
    }

    private void openNew(Statement duckDb) throws IOException {
        for (Path file : FileWalk.files(archive, name -> name.endsWith(".parquet"))) {
            if (opened.add(file)) {
                try {
                    duckDb.execute("select sum(hash(t)) from read_parquet('" + file + "') t");
                } catch (SQLException e) {
                    failures.add(file + ": " + e.getMessage());
                }
            }
        }
    }

    /** Reads what has come last, and ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Files that did not open, with the reason. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many were opened; asked once it is closed. */
    int opened() {
        return opened.size();
    }
}
