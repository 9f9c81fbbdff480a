package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.http.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarStreamTest {

    private static final byte[] TEXT = Client.ascii("text");

    @TempDir
    private Path dir;

    private Path into;
    private Room room;

    @BeforeEach
    void prepare() {
        into = dir.resolve("deep/into");
        room = new Room(dir, new ReceiveLimits(100_000_000, 100_000_000, 1, 1, 1));
    }

    private void unpack(byte[] tar) throws IOException, InterruptedException {
        Path body = Files.write(dir.resolve("body"), tar);
        try (Room.Share share = room.take("token", tar.length)) {
            TarStream.unpack(body, into, share);
        }
    }

    private void refused(byte[] tar, String why) throws IOException {
        assertThatThrownBy(() -> unpack(tar)).isInstanceOf(Refusal.class).hasMessage(why);
        try (Stream<Path> files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !file.startsWith(into)))
                    .containsExactly(dir.resolve("body"));
        }
    }

    @Test
    void filesAndDirectoriesAreWritten() throws Exception {
        String deep = "d/" + "x".repeat(120) + ".csv";
        unpack(new TarFile()
                .entry("./", '5', new byte[0])
                .file("./a/b.json", TEXT)
                .entry("empty/", '5', new byte[0])
                .pax(deep)
                .file("short", TEXT)
                .entry("././@LongLink", 'L', Client.ascii("long.csv\0"))
                .file("cut", TEXT)
                .file("last", new byte[0])
                .end());

        assertThat(into.resolve("a/b.json")).hasBinaryContent(TEXT);
        assertThat(into.resolve("empty")).isEmptyDirectory();
        assertThat(into.resolve(deep)).hasBinaryContent(TEXT);
        assertThat(into.resolve("long.csv")).hasBinaryContent(TEXT);
        assertThat(into.resolve("last")).isEmptyFile();
    }

    @Test
    void whatLeadsElsewhereIsRefused() throws Exception {
        refused(
                new TarFile().file("/etc/passwd", TEXT).end(),
                "the tar stream holds \"/etc/passwd\", an absolute name; use tar -C");
        refused(
                new TarFile().file("a/../../b", TEXT).end(),
                "the tar stream holds \"a/../../b\", which leads out of it");
        refused(
                new TarFile().pax("../b").file("a", TEXT).end(),
                "the tar stream holds \"../b\", which leads out of it");
        refused(
                new TarFile().entry("link", '2', new byte[0]).end(),
                "the tar stream holds a link, \"link\"; send files only");
        refused(
                new TarFile().entry("link", '1', new byte[0]).end(),
                "the tar stream holds a link, \"link\"; send files only");
        refused(
                new TarFile().entry("tty", '3', new byte[0]).end(),
                "the tar stream holds neither a file nor a directory, \"tty\"; send files only");
        refused(new TarFile().file("same", TEXT).file("./same", TEXT).end(), "the tar stream holds \"same\" twice");
    }

    @Test
    void whatIsDamagedIsRefused() throws Exception {
        byte[] tar = new TarFile().file("a", new byte[2000]).end();
        refused(Arrays.copyOf(tar, 1000), "the tar stream ends in the middle of an entry; send all of it");
        byte[] changed = tar.clone();
        changed[0]++;
        refused(changed, "the tar stream is damaged: a header has another sum than it says");
    }

    @Test
    void anyDamageIsARefusalAndNothingIsWrittenElsewhere() throws Exception {
        byte[] tar = new TarFile().pax("p/q").file("a/b", TEXT).file("c", TEXT).end();
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] changed = tar.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                changed[random.nextInt(tar.length)] = (byte) random.nextInt();
            }
            into = dir.resolve("deep/into" + i);
            try {
                unpack(changed);
            } catch (Refusal e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
        assertThat(dir).isDirectoryContaining(path -> path.endsWith("deep"));
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("body", "deep");
        }
    }
}
