package io.tracemill.ingest;

import io.tracemill.ingest.ascend.AscendProfile;
import io.tracemill.schemas.RunName;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identity of the trace in a file. One file of one run has one id, wherever the file lies.
 *
 * @param traceId 32 hexadecimal digits: a hash of run, rank and the decompressed bytes
 * @param run as configured, else the name of the file's directory, or of the one that the ranks of an Ascend profile
 * share, fitted to what the archive can take
 * @param directory name of the directory that was fitted to become the run; null if none was
 * @param rank as configured, else what the file says, else what its name or the Ascend profile says, else null
 * @param profile the Ascend profile that the trace is part of, null if there is none
 */
record TraceIdentity(
        String traceId,
        String run,
        @Nullable String directory,
        @Nullable Integer rank,
        @Nullable AscendProfile profile) {

    private static final Pattern RANK_IN_NAME =
            Pattern.compile("(?<![a-z])rank[_-]?(\\d{1,9})", Pattern.CASE_INSENSITIVE);

    /**
     * The identity of a file.
     *
     * @param profile the Ascend profile that it is part of, null if there is none
     * @throws IngestException if the Ascend profile around it cannot be read
     */
    static TraceIdentity of(
            Path file,
            @Nullable AscendProfile profile,
            IngestConfig.Origin origin,
            @Nullable Integer rankInFile,
            byte[] contentHash)
            throws IngestException {
        Integer rank = rankInFile;
        if (rank == null) {
            rank = profile == null ? rankInName(file) : profile.rank();
        }
        if (origin.rank() != null) {
            rank = origin.rank();
        }
        if (origin.run() != null) {
            return new TraceIdentity(id(origin.run(), rank, contentHash), origin.run(), null, rank, profile);
        }
        String directory = profile == null ? directoryName(file) : profile.run();
        String run = RunName.fitted(directory);
        return new TraceIdentity(
                id(run, rank, contentHash), run, run.equals(directory) ? null : directory, rank, profile);
    }

    private static String id(String run, @Nullable Integer rank, byte[] contentHash) {
        return TraceIds.of(run, rank, HexFormat.of().formatHex(contentHash));
    }

    /** First 32 hexadecimal digits of the SHA-256 of a text. */
    static String hash(String text) {
        return TraceIds.hash(text);
    }

    private static String directoryName(Path file) {
        Path directory = file.toAbsolutePath().normalize().getParent();
        Path name = directory == null ? null : directory.getFileName();
        return name == null ? "run" : name.toString();
    }

    private static @Nullable Integer rankInName(Path file) {
        Matcher matcher = RANK_IN_NAME.matcher(file.getFileName().toString());
        return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
    }
}
