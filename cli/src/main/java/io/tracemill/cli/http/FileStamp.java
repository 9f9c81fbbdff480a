package io.tracemill.cli.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** What differs if a file was written again. */
public record FileStamp(FileTime modified, long size) {

    /** The stamp of a file now. */
    public static FileStamp of(Path file) throws IOException {
        return new FileStamp(Files.getLastModifiedTime(file), Files.size(file));
    }
}
