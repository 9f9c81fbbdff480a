package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.Parameters;
import io.tracemill.cli.http.Refusal;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.source.TraceSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files in a tar stream, written below a directory. Only files and directories below it are taken: no links, no
 * devices, no absolute names and none with {@code ..}.
 */
final class TarStream {

    private static final int MOST_ENTRIES = 20_000;
    private static final int MOST_NAME_BYTES = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final TraceSource source;
    private final Path into;
    private final Room.Share share;
    private final long before;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private long written;
    private @Nullable String longName;

    private TarStream(TraceSource source, Path into, Room.Share share, long before) {
        this.source = source;
        this.into = into;
        this.share = share;
        this.before = before;
    }

    /**
     * Writes the files of a body into a directory.
     *
     * @param share takes the bytes of the files beside those of the body
     * @throws Refusal if the stream is damaged, or an entry is none that is taken
     */
    static void unpack(Path body, Path into, Room.Share share) throws IOException, InterruptedException {
        Files.createDirectories(into);
        try (TraceSource source = TraceSource.open(body)) {
            new TarStream(source, into, share, Files.size(body)).unpack();
        }
    }

    private void unpack() throws IOException, InterruptedException {
        for (int entries = 0; fill(block, TarHeader.BLOCK) && !TarHeader.isEnd(block); entries++) {
            if (entries == MOST_ENTRIES) {
                throw Refusal.malformed(
                        "the tar stream has more than " + MOST_ENTRIES + " entries; send the profile only");
            }
            entry(TarHeader.of(block));
        }
    }

    private void entry(TarHeader header) throws IOException, InterruptedException {
        switch (header.type()) {
            case 'L' -> longName = new String(small(header), UTF_8).replaceFirst("\0+$", "");
            case 'x' -> longName = PaxRecords.path(small(header));
            case 'g' -> small(header);
            case '0', '\0', '7' -> {
                file(path(takeName(header)), header.size());
            }
            case '5' -> {
                Files.createDirectories(path(takeName(header)));
                skip(header.size());
            }
            default ->
                throw Refusal.malformed("the tar stream holds "
                        + (header.type() == '1' || header.type() == '2'
                                ? "a link, "
                                : "neither a file nor a directory, ")
                        + Parameters.shown(takeName(header)) + "; send files only");
        }
    }

    private String takeName(TarHeader header) {
        String name = longName == null ? header.name() : longName;
        longName = null;
        return name;
    }

    private Path path(String name) throws Refusal {
        if (name.startsWith("/")) {
            throw Refusal.malformed(
                    "the tar stream holds " + Parameters.shown(name) + ", an absolute name; use tar -C");
        }
        List<String> parts = new ArrayList<>(List.of(name.split("/")));
        parts.removeIf(part -> part.isEmpty() || part.equals("."));
        if (parts.contains("..")) {
            throw Refusal.malformed("the tar stream holds " + Parameters.shown(name) + ", which leads out of it");
        }
        try {
            return into.resolve(String.join("/", parts));
        } catch (InvalidPathException e) {
            Refusal refusal = Refusal.malformed(
                    "the tar stream holds " + Parameters.shown(name) + ", which no file can be called here");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private void file(Path path, long size) throws IOException, InterruptedException {
        if (path.equals(into)) {
            throw Refusal.malformed("the tar stream holds a file without a name");
        }
        Files.createDirectories(path.resolveSibling(""));
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = size; left > 0; ) {
                int count = (int) Math.min(left, buffer.length);
                fillWhole(buffer, count);
                written += count;
                share.hold(before + written);
                out.write(buffer, 0, count);
                left -= count;
            }
        } catch (FileAlreadyExistsException e) {
            Refusal refusal = Refusal.malformed("the tar stream holds "
                    + Parameters.shown(into.relativize(path).toString()) + " twice");
            refusal.initCause(e);
            throw refusal;
        }
        skip(padding(size));
    }

    private static long padding(long size) {
        return (TarHeader.BLOCK - size % TarHeader.BLOCK) % TarHeader.BLOCK;
    }

    /** Content of an entry that says something of the next one. */
    private byte[] small(TarHeader header) throws IOException, InterruptedException {
        if (header.size() > MOST_NAME_BYTES) {
            throw Refusal.malformed("the tar stream holds a name of " + header.size() + " bytes");
        }
        byte[] content = new byte[(int) header.size()];
        fillWhole(content, content.length);
        skip(padding(content.length));
        return content;
    }

    private void skip(long bytes) throws IOException, InterruptedException {
        byte[] buffer = new byte[TarHeader.BLOCK];
        for (long left = bytes; left > 0; ) {
            int count = (int) Math.min(left, buffer.length);
            fillWhole(buffer, count);
            left -= count;
        }
    }

    private void fillWhole(byte[] buffer, int length) throws IOException, InterruptedException {
        if (!fill(buffer, length) && length > 0) {
            throw ends();
        }
    }

    /** Fills a buffer; false if there is nothing more. */
    private boolean fill(byte[] buffer, int length) throws IngestException, Refusal, InterruptedException {
        int filled = 0;
        while (filled < length) {
            int count = source.read(buffer, filled, length - filled);
            if (count < 0) {
                if (filled > 0) {
                    throw ends();
                }
                return false;
            }
            filled += count;
        }
        return true;
    }

    private static Refusal ends() {
        return Refusal.malformed("the tar stream ends in the middle of an entry; send all of it");
    }
}
