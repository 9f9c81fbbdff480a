package io.tracemill.cli.terminal;

import io.tracemill.cli.config.SettingException;
import io.tracemill.schemas.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The error message for an exception: one line that says where and what. */
public final class ErrorLine {

    private ErrorLine() {}

    /** The line, without the program's name. */
    public static String of(Throwable error) {
        return VisibleText.of(text(error).replaceAll("\\s*\\R\\s*", " ").strip());
    }

    private static String text(Throwable error) {
        if (error instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return text(unchecked.getCause());
        }
        if (error instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        if ((error instanceof IOException || error instanceof SettingException) && error.getMessage() != null) {
            return error.getMessage();
        }
        if (error instanceof OutOfMemoryError) {
            return "out of memory: set a larger heap with TRACEMILL_JAVA_OPTS=-Xmx2g";
        }
        if (error instanceof LinkageError linkage && isOfUnpacking(linkage)) {
            return System.getProperty("java.io.tmpdir") + ": cannot unpack native libraries here ("
                    + innermost(error).getMessage()
                    + "); TRACEMILL_JAVA_OPTS=-Djava.io.tmpdir=DIR sets another directory";
        }
        return "unexpected " + error.getClass().getSimpleName()
                + (error.getMessage() == null ? "" : ": " + error.getMessage()) + " (--verbose shows where)";
    }

    /** Whether a library could not be unpacked into the temporary directory; zstd-jni says so without a cause. */
    public static boolean isOfUnpacking(LinkageError error) {
        Throwable cause = innermost(error);
        return cause instanceof IOException
                || cause instanceof UnsatisfiedLinkError
                || cause instanceof ExceptionInInitializerError;
    }

    private static Throwable innermost(Throwable error) {
        return error.getCause() == null ? error : innermost(error.getCause());
    }

    private static String reason(FileSystemException error) {
        if (error instanceof NoSuchFileException) {
            return "no such file";
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "already exists";
        }
        String reason = error.getReason();
        return reason == null
                ? "cannot be used"
                : reason.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + reason.substring(1);
    }
}
