package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.cli.query.ArchiveSnapshot;
import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.runs.RunRow;
import io.tracemill.schemas.RunName;
import io.tracemill.schemas.Sha256;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An archive with the files that it had at one moment. Thread-safe. Whoever is given one closes it. */
final class Moment implements AutoCloseable {

    /** Runs whose database is kept open. */
    private static final int MOST_RUNS = 4;

    private final Path data;
    private final ArchiveSnapshot snapshot;
    private final Archive archive;
    private final Map<String, String> stampsByRun = new TreeMap<>();
    private final Map<String, ArchiveSnapshot> runsByName = new LinkedHashMap<>(16, 0.75f, true);
    private final String stamp;
    private final Lazy<Map<String, TraceInfo>> traces = new Lazy<>(this::readTraces);
    private final Lazy<List<RunRow>> runs = new Lazy<>(this::readRuns);
    private int users = 1;

    private Moment(Path data, ArchiveSnapshot snapshot, Archive archive) {
        this.data = data;
        this.snapshot = snapshot;
        this.archive = archive;
        Map<String, MessageDigest> byRun = new TreeMap<>();
        MessageDigest all = Sha256.begin();
        for (Path file : files(snapshot)) {
            byte[] name = (file + "\n").getBytes(UTF_8);
            all.update(name);
            byRun.computeIfAbsent(runDirectory(file), run -> Sha256.begin()).update(name);
        }
        byRun.forEach((run, digest) -> stampsByRun.put(run, HexFormat.of().formatHex(digest.digest())));
        this.stamp = HexFormat.of().formatHex(all.digest());
    }

    /** An archive that has these files. */
    static Moment of(Path data, Map<String, List<Path>> files) throws IOException {
        return new Moment(data, ArchiveSnapshot.open(data, files), Archive.of(data, files));
    }

    private static List<Path> files(ArchiveSnapshot snapshot) {
        return snapshot.files().values().stream().flatMap(List::stream).toList();
    }

    /** The directory of a file's run, without those around it: {@code run=main}. */
    private static String runDirectory(Path file) {
        int run = file.getNameCount() - 3;
        return run < 0 ? "" : file.getName(run).toString();
    }

    /** Its files, by dataset. */
    Map<String, List<Path>> files() {
        return snapshot.files();
    }

    /** What differs if any file does. */
    String stamp() {
        return stamp;
    }

    /** What differs if any file of a run does. */
    String stamp(String run) {
        return stampsByRun.getOrDefault(directory(run), "");
    }

    private static String directory(String run) {
        return "run=" + RunName.escape(run);
    }

    /** The archive, to read records. */
    Archive archive() {
        return archive;
    }

    /** A connection, to ask by SQL. */
    ArchiveSql connect() throws IOException {
        return snapshot.connect();
    }

    /**
     * A connection to the rows of one run, to ask by SQL. It opens the files of that run only, where one to the whole
     * archive would read the schema of every file for each question.
     */
    ArchiveSql connect(String run) throws IOException {
        synchronized (runsByName) {
            ArchiveSnapshot ofRun = runsByName.get(run);
            if (ofRun == null) {
                if (runsByName.size() == MOST_RUNS) {
                    Iterator<ArchiveSnapshot> oldest = runsByName.values().iterator();
                    ArchiveSnapshot leaving = oldest.next();
                    oldest.remove();
                    leaving.close();
                }
                ofRun = ArchiveSnapshot.open(data, files(directory(run)));
                runsByName.put(run, ofRun);
            }
            return ofRun.connect();
        }
    }

    private Map<String, List<Path>> files(String runDirectory) {
        Map<String, List<Path>> files = new TreeMap<>();
        snapshot.files()
                .forEach((dataset, all) -> files.put(
                        dataset,
                        all.stream()
                                .filter(file -> runDirectory(file).equals(runDirectory))
                                .toList()));
        files.values().removeIf(List::isEmpty);
        return files;
    }

    /** A trace, by its whole id. */
    TraceInfo trace(String id) throws IOException {
        TraceInfo trace = traces.get().get(id);
        if (trace == null) {
            throw Refusal.missing("there is no trace " + Parameters.shown(id));
        }
        return trace;
    }

    /** Whether traces can be named without reading. */
    boolean knowsTraces() {
        return traces.isKnown();
    }

    private Map<String, TraceInfo> readTraces() throws IOException {
        return archive.traces().stream()
                .collect(Collectors.toMap(TraceInfo::getTraceId, Function.identity(), (first, second) -> first));
    }

    /** All runs, oldest first. */
    List<RunRow> runs() throws IOException {
        return runs.get();
    }

    /** Reads what every reader asks for: the traces, and the runs, which it returns. */
    List<RunRow> readAhead() throws IOException {
        List<RunRow> all = runs();
        traces.get();
        return all;
    }

    private List<RunRow> readRuns() throws IOException {
        try (ArchiveSql sql = connect()) {
            return List.copyOf(RunRow.all(sql));
        }
    }

    /** Gives it to one more user; false if the last one has closed it. */
    synchronized boolean isShared() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        users--;
        if (users == 0) {
            snapshot.close();
            for (ArchiveSnapshot ofRun : runsByName.values()) {
                ofRun.close();
            }
        }
    }
}
