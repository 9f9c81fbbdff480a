package io.tracemill.storage.publish;

import io.tracemill.schemas.RunName;
import io.tracemill.storage.parquet.OffsetRange;
import io.tracemill.storage.parquet.RowFileReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * The files of one directory that hold records of one partition of one cluster. Each begins with the record that
 * follows the last one of the file before it, among the records that belong to the directory.
 *
 * @param directory the directory
 * @param cluster id of the Kafka cluster, and of the topic if that may be deleted and created again; offsets mean
 * nothing without it
 * @param partition the partition
 */
record PartitionFiles(Path directory, String cluster, TopicPartition partition) {

    private static final String PUBLISHED = ".parquet";

    /** The name of the file that begins with this offset. */
    Path name(long firstOffset) {
        return directory.resolve(prefix() + firstOffset + PUBLISHED);
    }

    /** The offset of the last record that is published here; -1 if none is. */
    long publishedThrough() throws IOException {
        return through(name -> isMine(name, PUBLISHED) || FileReplacement.isMerged(name));
    }

    /**
     * The offset of the last record of this partition in the files that were merged from others; -1 if there is none.
     * Known files are skipped, and files that are read become known.
     */
    long mergedThrough(Set<Path> known) throws IOException {
        return through(name -> FileReplacement.isMerged(name) && known.add(directory.resolve(name)));
    }

    /**
     * The offset of the last record in these files. Files may be merged at the same time: the one that holds their
     * records appears before they vanish.
     */
    private long through(Predicate<String> names) throws IOException {
        long last = -1;
        Set<Path> read = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Path file : list(names)) {
                if (read.add(file)) {
                    last = Math.max(last, through(file));
                    more = true;
                }
            }
        }
        return last;
    }

    private long through(Path file) throws IOException {
        try {
            return RowFileReader.footer(file).ranges().stream()
                    .filter(this::isMine)
                    .mapToLong(OffsetRange::last)
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw e;
            }
            return -1;
        }
    }

    private boolean isMine(OffsetRange range) {
        return range.cluster().equals(cluster)
                && range.topic().equals(partition.topic())
                && range.partition() == partition.partition();
    }

    /** Whether there is an unfinished file, of a writer that lives or that died. */
    boolean hasUnfinished() throws IOException {
        return !list(name -> isMine(name, PendingFile.SUFFIX)).isEmpty();
    }

    private List<Path> list(Predicate<String> names) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (names.test(String.valueOf(entry.getFileName()))) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return files;
    }

    private boolean isMine(String name, String suffix) {
        String prefix = prefix();
        return name.startsWith(prefix) && name.endsWith(suffix) && startsWithDigit(name, prefix.length());
    }

    private static boolean startsWithDigit(String name, int from) {
        return name.length() > from && Character.isDigit(name.charAt(from));
    }

    private String prefix() {
        return clusterPrefix(cluster) + partition.topic() + "-" + partition.partition() + "-";
    }

    /**
     * The prefix of the names of all files of a cluster. It never begins with an underscore or a dot, which would hide
     * the file from Spark.
     */
    static String clusterPrefix(String cluster) {
        String escaped = RunName.escape(cluster);
        return (escaped.startsWith("_") || escaped.startsWith(".") ? "c" : "") + escaped + "-";
    }
}
