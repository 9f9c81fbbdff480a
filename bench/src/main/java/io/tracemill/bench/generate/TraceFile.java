package io.tracemill.bench.generate;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A trace file on disk, compressed as its name says. */
public final class TraceFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;

    /**
     * A file.
     *
     * @throws IllegalArgumentException where the name ends in none of .json, .json.gz, .json.zst
     */
    public TraceFile(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!name.endsWith(".json") && !name.endsWith(".json.gz") && !name.endsWith(".json.zst")) {
            throw new IllegalArgumentException(path + ": name must end in .json, .json.gz or .json.zst");
        }
        this.path = path;
    }

    /** Creates or replaces the file. The caller closes. */
    public JsonOutput create() throws IOException {
        OutputStream file = Files.newOutputStream(path);
        try {
            return new JsonOutput(compressed(file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private OutputStream compressed(OutputStream file) throws IOException {
        String name = path.toString();
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(file, BUFFER_BYTES);
        }
        if (name.endsWith(".zst")) {
            return new ZstdOutputStream(new BufferedOutputStream(file, BUFFER_BYTES));
        }
        return file;
    }
}
