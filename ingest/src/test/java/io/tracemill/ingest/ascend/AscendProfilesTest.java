package io.tracemill.ingest.ascend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found around traces, and what is remembered of their directories. */
class AscendProfilesTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    private final AscendProfiles profiles = new AscendProfiles();

    @TempDir
    private Path dir;

    @Test
    void aDirectoryIsListedAgainOnceItHasChanged() throws IOException {
        Path run = Files.createDirectory(dir.resolve("run"));
        Path trace = run.resolve("trace.json");
        Files.setLastModifiedTime(run, LONG_AGO);
        assertThat(profiles.around(trace, null)).isNull();

        Files.createFile(run.resolve("profiler_info_3.json"));
        FileTime now = Files.getLastModifiedTime(run);
        Files.setLastModifiedTime(run, LONG_AGO);
        assertThat(profiles.around(trace, null)).isNull();

        Files.setLastModifiedTime(run, now);
        assertThat(profiles.around(trace, null)).isEqualTo(new AscendProfile(run, run));
    }

    @Test
    void whatADirectoryHeldIsNotRememberedIfItHasJustChanged() throws IOException {
        Path run = Files.createDirectory(dir.resolve("run"));
        FileTime now = Files.getLastModifiedTime(run);
        assertThat(profiles.around(run.resolve("trace.json"), null)).isNull();

        Files.createFile(run.resolve("profiler_info_3.json"));
        Files.setLastModifiedTime(run, now);
        assertThat(profiles.around(run.resolve("trace.json"), null)).isEqualTo(new AscendProfile(run, run));
    }

    @Test
    void noProfileReachesOutOfTheRoot() throws IOException {
        Path spool = dir.resolve("spool");
        Path upload = Files.createDirectories(spool.resolve("upload"));
        Files.createFile(spool.resolve("profiler_info_3.json"));

        assertThat(profiles.around(upload.resolve("body.json"), upload)).isNull();
        assertThat(profiles.around(upload.resolve("body.json"), null)).isEqualTo(new AscendProfile(spool, upload));
        assertThat(profiles.around(upload.resolve("profile/ASCEND_PROFILER_OUTPUT/trace_view.json"), upload))
                .isEqualTo(
                        new AscendProfile(upload.resolve("profile"), upload.resolve("profile/ASCEND_PROFILER_OUTPUT")));
    }
}
