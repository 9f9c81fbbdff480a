package io.tracemill.storage.publish;

import io.tracemill.storage.parquet.FileFooter;
import io.tracemill.storage.parquet.RowFileReader;
import io.tracemill.storage.rows.Partition;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The files of one directory that hold records of one partition of one cluster. They form a chain: each begins with the
 * record that follows the last one of the file before it, among the records that belong to the directory.
 *
 * @param directory the directory
 * @param cluster id of the Kafka cluster, and of the topic where that may be made anew; offsets mean nothing without it
 * @param partition the partition
 */
record ChainFiles(Path directory, String cluster, TopicPartition partition) {

    private static final String PUBLISHED = ".parquet";

    /** Name of the file that begins with this offset. */
    Path name(long firstOffset) {
        return directory.resolve(prefix() + firstOffset + PUBLISHED);
    }

    /** Offset of the last record that is published here, -1 if none is. */
    long publishedThrough() throws IOException {
        long last = -1;
        for (Path file : list()) {
            FileFooter footer = RowFileReader.footer(file);
            if (footer.cluster().equals(cluster)
                    && footer.topic().equals(partition.topic())
                    && footer.partition() == partition.partition()) {
                last = Math.max(last, footer.lastOffset());
            }
        }
        return last;
    }

    private List<Path> list() throws IOException {
        List<Path> files = new ArrayList<>();
        String prefix = prefix();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.startsWith(prefix) && name.endsWith(PUBLISHED) && startsWithDigit(name, prefix.length())) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return files;
    }

    private static boolean startsWithDigit(String name, int from) {
        return name.length() > from && Character.isDigit(name.charAt(from));
    }

    private String prefix() {
        return clusterPrefix(cluster) + partition.topic() + "-" + partition.partition() + "-";
    }

    /**
     * What the names of all files of a cluster begin with. An id may begin with an underscore, which would hide the file
     * from Spark.
     */
    static String clusterPrefix(String cluster) {
        String escaped = Partition.escape(cluster);
        return (escaped.startsWith("_") || escaped.startsWith(".") ? "c" : "") + escaped + "-";
    }
}
