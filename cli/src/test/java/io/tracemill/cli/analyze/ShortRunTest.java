package io.tracemill.cli.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortRunTest {

    @TempDir
    private Path dir;

    @Test
    void theDirectivesAreWhatTheJvmUnderstands() throws IOException, JMException {
        String directives = Files.readString(Path.of("src/main/jvm/short-run.json"));
        Path harmless =
                Files.writeString(dir.resolve("short-run.json"), directives.replace("Exclude: true", "Exclude: false"));
        try {
            assertThat(ShortRun.add(harmless.toString())).isEqualToIgnoringWhitespace("2 compiler directives added");
        } finally {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerDirectivesClear",
                            new Object[0],
                            new String[0]);
        }
    }

    @Test
    void theDirectivesNameWhatIsThere() throws IOException, ClassNotFoundException {
        Matcher named = Pattern.compile("\"(io/tracemill/[\\w/]+)\\.(\\w*)(\\*?)\"")
                .matcher(Files.readString(Path.of("src/main/jvm/short-run.json")));
        List<String> missing = new ArrayList<>();
        int all = 0;
        while (named.find()) {
            all++;
            String start = named.group(2);
            boolean open = !named.group(3).isEmpty();
            boolean found = Arrays.stream(
                            Class.forName(named.group(1).replace('/', '.')).getDeclaredMethods())
                    .map(Method::getName)
                    .anyMatch(method -> open ? method.startsWith(start) : method.equals(start));
            if (!found) {
                missing.add(named.group());
            }
        }
        assertThat(all).isPositive();
        assertThat(missing).isEmpty();
    }

    @Test
    void aFileThatIsMissingChangesNothing() {
        assertThat(ShortRun.add(dir.resolve("none.json").toString())).doesNotContain("added");
    }

    @Test
    void whatIsCompressedIsTakenForTwelvefold() throws IOException {
        Path plain = sized("a.json", 5_000);
        Path compressed = sized("b.json.GZ", 100);

        assertThat(ShortRun.bytes(List.of(plain, compressed, dir.resolve("none.json"))))
                .isEqualTo(5_000 + 1_200);
    }

    private Path sized(String name, long bytes) throws IOException {
        Path path = dir.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return path;
    }
}
