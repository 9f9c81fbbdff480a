package io.tracemill.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ErrorLineTest {

    @Test
    void aLibraryThatCannotBeUnpackedNamesTheDirectoryAndTheReason() {
        Throwable error = new NoClassDefFoundError("Could not initialize class Codec")
                .initCause(new ExceptionInInitializerError(new IOException("No space left on device")));
        assertThat(ErrorLine.of(error))
                .isEqualTo(System.getProperty("java.io.tmpdir") + ": cannot unpack native libraries here "
                        + "(No space left on device); TRACEMILL_JAVA_OPTS=-Djava.io.tmpdir=DIR sets another directory");
    }

    @Test
    void whatWentWrongWithAFileIsOneLine() {
        assertThat(ErrorLine.of(new UncheckedIOException(new NoSuchFileException("a.json"))))
                .isEqualTo("a.json: no such file");
        assertThat(ErrorLine.of(new IOException("a.json: byte 7:\n  no JSON\n")))
                .isEqualTo("a.json: byte 7: no JSON");
    }
}
