package io.tracemill.cli.receive;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.TraceIds;
import io.tracemill.schemas.RunName;
import io.tracemill.schemas.VisibleText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of a trace that it sends.
 *
 * @param sha256 SHA-256 of the decompressed body in lower-case hexadecimal digits; null if it is not said
 * @param origin where the trace comes from
 */
record Upload(String run, @Nullable String sha256, IngestConfig.Origin origin) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final int LONGEST_FILE = 1024;

    /** What is kept as labels of the trace, under the same names. */
    private static final Set<String> LABELS = Set.of("device", "uuid", "world_size");

    private static final Set<String> PARAMETERS = Set.of("rank", "node", "device", "uuid", "world_size", "file");

    /**
     * Two uploads of the same trace.
     *
     * @param rank null if the file is to tell it
     */
    record Key(String run, @Nullable Integer rank, String sha256) {}

    /**
     * An upload as its address says.
     *
     * @param run decoded
     * @param hash null if the address has none
     * @param query as it came, still encoded
     */
    static Upload of(String run, @Nullable String hash, String query) throws Refusal {
        Optional<String> fault = RunName.fault(run);
        if (fault.isPresent()) {
            throw Refusal.malformed("the name of a run must be " + fault.get() + " but was " + Parameters.shown(run));
        }
        if (hash != null && !HASH.matcher(hash).matches()) {
            throw Refusal.malformed("the SHA-256 of the decompressed file must be 64 lower-case hexadecimal digits but"
                    + " was " + Parameters.shown(hash));
        }
        Parameters parameters = Parameters.of(query, PARAMETERS);
        atLeastZero(parameters, "device");
        atLeastZero(parameters, "world_size");
        Map<String, String> labels = new TreeMap<>();
        for (String name : LABELS) {
            parameters.optional(name).ifPresent(value -> labels.put(name, value));
        }
        try {
            IngestConfig.Origin origin = new IngestConfig.Origin(
                    run,
                    parameters.number("rank").orElse(null),
                    parameters.optional("node").orElse(null),
                    new TreeMap<>(labels),
                    file(parameters),
                    null);
            return new Upload(run, hash, origin);
        } catch (IllegalArgumentException e) {
            throw Refusal.malformed(String.valueOf(e.getMessage()));
        }
    }

    /** What is kept as the name of the file: as the client says, for people to see. */
    private static String file(Parameters parameters) throws Refusal {
        String file = VisibleText.of(parameters.optional("file").orElse("pushed"));
        if (file.length() > LONGEST_FILE) {
            throw Refusal.malformed("file must have at most " + LONGEST_FILE + " characters but had " + file.length());
        }
        return file;
    }

    private static void atLeastZero(Parameters parameters, String name) throws Refusal {
        Optional<Integer> number = parameters.number(name);
        if (number.isPresent() && number.get() < 0) {
            throw Refusal.malformed(name + " must be at least 0 but was " + number.get());
        }
    }

    /** What it has in common with other uploads of the same trace; null if the hash is not known yet. */
    @Nullable
    Key key() {
        return sha256 == null ? null : new Key(run, origin.rank(), sha256);
    }

    /** Id of the trace, unless the file tells a rank that the client does not; null if the hash is not known yet. */
    @Nullable
    String traceId() {
        return sha256 == null ? null : TraceIds.of(run, origin.rank(), sha256);
    }
}
