package io.tracemill.storage.publish;

import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The publisher of records of the partitions that it owns. Each record is published exactly once, whoever owned its
 * partition before or still believes to own it. Not thread-safe. Errors name the directory; after an error, only {@link
 * #close} may be called.
 */
public final class Publisher implements AutoCloseable {

    private static final int REMEMBERED_APPENDERS = 1024;

    private final FileOperations operations;
    private final ArchivePlace place;
    private final RollLimits limits;
    private final Map<TopicPartition, Owned> owned = new HashMap<>();
    private final OpenAppenders open = new OpenAppenders();
    private final Set<TopicPartition> overtaken = new HashSet<>();
    private final PublishCounts counts = new PublishCounts();

    /** A publisher that owns no partition yet. */
    public Publisher(ArchivePlace place, RollLimits limits) {
        this(FileOperations.REAL, place, limits);
    }

    Publisher(FileOperations operations, ArchivePlace place, RollLimits limits) {
        this.operations = operations;
        this.place = place;
        this.limits = limits;
    }

    /** What is known of a partition: the log that its offsets belong to, and its appenders. */
    private record Owned(String log, Map<Directory, DirectoryAppender> appenders) {}

    /** Begins a partition of a topic that lives as long as its cluster. */
    public void begin(TopicPartition partition) {
        begin(partition, place.cluster());
    }

    /**
     * Begins a partition: forgets what was known of it, and discards what was open.
     *
     * @param log id of what its offsets belong to: the cluster, and the topic if that may be deleted and created again
     */
    public void begin(TopicPartition partition, String log) {
        drop(partition);
        owned.put(partition, new Owned(log, new HashMap<>()));
    }

    /** Ends a partition, and discards what is open for it. */
    public void drop(TopicPartition partition) {
        discard(partition);
        owned.remove(partition);
        overtaken.remove(partition);
    }

    /**
     * Takes the next record of a partition.
     *
     * @param record its rows
     * @param offset its offset, larger than the one before since {@link #begin}
     * @param nowNanos time on the monotonic clock
     */
    public <A extends SpecificRecord, R> void add(
            TopicPartition partition, Table<A, R> table, Rows<A, R> record, long offset, long nowNanos)
            throws IOException {
        Owned mine = owned.get(partition);
        if (mine == null || overtaken.contains(partition) || record.size() == 0) {
            return;
        }
        DirectoryAppender appender = appender(mine, new Directory(table.name(), record.partition()), partition);
        if (appender.isPublished(offset)) {
            return;
        }
        try {
            OpenFile.Moment moment = new OpenFile.Moment(offset, nowNanos);
            OpenFile<A, R> file = open(appender, table, moment);
            if (file == null) {
                giveUp(partition);
                return;
            }
            file.add(moment, record);
            open.touched(appender);
            counts.taken(record.size());
            if (file.isFull(limits)) {
                publish(appender);
            }
            makeRoom();
        } catch (IOException e) {
            throw named(appender.files().directory(), e);
        }
    }

    /** A directory of the archive, by dataset, run and date. */
    private record Directory(String dataset, HivePartition partition) {

        Path in(Path out) {
            return out.resolve(dataset).resolve(partition.directory());
        }
    }

    /** Publishes the files that have waited long enough. */
    public void rollDue(long nowNanos) throws IOException {
        for (DirectoryAppender appender : List.copyOf(open.all())) {
            OpenFile<?, ?> file = appender.open();
            if (file != null && file.isDue(limits, nowNanos)) {
                publish(appender);
            }
        }
    }

    /** Publishes all open files of these partitions. */
    public void publish(Collection<TopicPartition> partitions) throws IOException {
        for (TopicPartition partition : partitions) {
            for (DirectoryAppender appender : List.copyOf(appenders(partition))) {
                publish(appender);
            }
        }
    }

    /** Gives up what is open of a partition: another owner published first, or its rows cannot be written. */
    public void giveUp(TopicPartition partition) {
        discard(partition);
        overtaken.add(partition);
    }

    /**
     * The partitions in which another owner published first, or that were given up. Their open files were discarded,
     * and their records are ignored until {@link #begin}; after that, the record at the committed offset must come
     * next.
     */
    public Set<TopicPartition> overtaken() {
        return Set.copyOf(overtaken);
    }

    /** Whether records of this partition are accepted, so that offsets may be committed for it. */
    public boolean owns(TopicPartition partition) {
        return owned.containsKey(partition) && !overtaken.contains(partition);
    }

    /**
     * The offset that may be committed: all records before it are published.
     *
     * @param position offset of the record that comes next
     */
    public long committable(TopicPartition partition, long position) {
        return appenders(partition).stream()
                .map(DirectoryAppender::open)
                .filter(Objects::nonNull)
                .mapToLong(OpenFile::firstOffset)
                .reduce(position, Math::min);
    }

    /** The number of rows published so far. Throws IllegalStateException if rows were lost on the way. */
    public long publishedRows() {
        return counts.published(openRows());
    }

    private long openRows() {
        long rows = 0;
        for (DirectoryAppender appender : open.all()) {
            OpenFile<?, ?> file = appender.open();
            rows += file == null ? 0 : file.rows();
        }
        return rows;
    }

    /**
     * The status: what was published, and what is open.
     *
     * @param nowNanos time on the monotonic clock
     */
    public PublishStatus status(long nowNanos) {
        long age = open.all().stream()
                .map(DirectoryAppender::open)
                .filter(Objects::nonNull)
                .mapToLong(file -> nowNanos - file.openedNanos())
                .reduce(0, Math::max);
        return counts.status(new PublishStatus.Open(open.size(), openRows(), open.bytes(), age));
    }

    /** Discards all that is open. */
    @Override
    public void close() {
        List.copyOf(owned.keySet()).forEach(this::drop);
    }

    private DirectoryAppender appender(Owned mine, Directory rows, TopicPartition partition) throws IOException {
        Map<Directory, DirectoryAppender> appenders = mine.appenders;
        DirectoryAppender known = appenders.get(rows);
        if (known != null) {
            return known;
        }
        Path directory = rows.in(place.out());
        if (appenders.size() >= REMEMBERED_APPENDERS) {
            appenders.values().removeIf(appender -> appender.open() == null);
        }
        try {
            PartitionFiles files = new PartitionFiles(directory, mine.log, partition);
            DirectoryAppender appender = new DirectoryAppender(files);
            appenders.put(rows, appender);
            return appender;
        } catch (IOException e) {
            throw named(directory, e);
        }
    }

    /**
     * The open file of a directory; null if another owner was faster. A directory belongs to one dataset, so a file
     * that is open there has rows of that dataset.
     */
    @SuppressWarnings("unchecked")
    private <A extends SpecificRecord, R> @Nullable OpenFile<A, R> open(
            DirectoryAppender appender, Table<A, R> table, OpenFile.Moment moment) throws IOException {
        OpenFile<?, ?> open = appender.open();
        if (open != null) {
            return (OpenFile<A, R>) open;
        }
        OpenFile<A, R> file = new OpenFile<>(operations, place, appender.files(), table, moment);
        return appender.opened(file) ? file : null;
    }

    private void makeRoom() throws IOException {
        DirectoryAppender idlest = open.size() > limits.openFiles() ? open.idlest() : null;
        if (idlest != null) {
            publish(idlest);
        }
        DirectoryAppender largest = open.bytes() > limits.memoryBytes() ? open.largest() : null;
        if (largest != null) {
            publish(largest);
        }
    }

    private void publish(DirectoryAppender appender) throws IOException {
        OpenFile<?, ?> file = appender.open();
        if (file == null) {
            return;
        }
        open.closed(appender);
        long begin = System.nanoTime();
        try {
            appender.publish();
            counts.published(file, System.nanoTime() - begin);
        } catch (FileAlreadyExistsException e) {
            counts.discarded(file.rows());
            giveUp(appender.files().partition());
        } catch (IOException e) {
            throw named(appender.files().directory(), e);
        }
    }

    private void discard(TopicPartition partition) {
        for (DirectoryAppender appender : appenders(partition)) {
            open.closed(appender);
            counts.discarded(appender.discard());
        }
    }

    private Collection<DirectoryAppender> appenders(TopicPartition partition) {
        @Nullable Owned mine = owned.get(partition);
        return mine == null ? List.of() : mine.appenders.values();
    }

    private static IOException named(Path directory, IOException e) {
        return e instanceof NamedException ? e : new NamedException(directory, e);
    }

    /** An error that names the directory. */
    private static final class NamedException extends IOException {
        NamedException(Path directory, IOException e) {
            super(directory + ": " + reason(e), e);
        }

        private static String reason(IOException e) {
            if (e instanceof FileSystemException named) {
                String kind = named.getClass().getSimpleName();
                return named.getReason() == null ? kind : named.getReason();
            }
            return String.valueOf(e.getMessage());
        }
    }
}
