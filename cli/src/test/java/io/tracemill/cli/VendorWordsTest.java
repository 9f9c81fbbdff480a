package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Words of vendors decide nothing outside of ingest and telemetry, which turn them into typed facts. String literals of
 * all other modules are searched for them; comments may explain with them what they like.
 */
class VendorWordsTest {

    private static final List<String> MODULES = List.of("schemas", "streams-app", "storage", "embedded-kafka", "cli");

    private static final Pattern WORDS = Pattern.compile(
            "(?i)kineto|torch|cuda|cupti|nccl|rocm|hipgraph|graphlaunch|ascend|msprof|\\bcann\\b|hccl|hcom|aic_|aiv_|aicore"
                    + "|ai_core|ai_vector|mix_ai|\\bmte\\d|\\bmac\\b|cube_utilization|accelerator core|task type"
                    + "|profilerstep|\\[memory\\]|memory_record|operator_memory|total allocated|total reserved"
                    + "|collective name|process group name|msg nelems|device type|device id|\\baddr\\b|4294967295"
                    + "|stream sync|context sync|device sync|sync_kind");

    /** Texts for users and data for tests, in which a word decides nothing: file, and the literals of it. */
    private static final Map<String, Pattern> ALLOWED = Map.of(
            "cli/src/main/java/io/tracemill/cli/GenerateCommand.java",
            Pattern.compile("Generate a Kineto trace that resembles recorded ones\\."));

    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'", Pattern.DOTALL);

    @Test
    void noLiteralOutsideOfIngestHoldsAWordOfAVendor() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    search(Path.of("..").relativize(file).toString(), Files.readString(file), found);
                }
            }
        }
        assertThat(found)
                .as("literals with words of vendors, which belong into ingest, package facts or dialect")
                .isEmpty();
    }

    @Test
    void aLiteralIsFoundWithItsLineAndACommentIsNot() {
        List<String> found = new ArrayList<>();
        search("A.java", "/* Kineto */\n// CUDA\nString s = \"an \\\"hcom_x\"; // NCCL\nchar c = '\"';\n", found);
        assertThat(found).containsExactly("A.java:3: \"an \\\"hcom_x\"");
    }

    private static void search(String file, String source, List<String> found) {
        Pattern allowed = ALLOWED.get(file);
        Matcher parts = COMMENT_OR_LITERAL.matcher(source);
        while (parts.find()) {
            String part = parts.group();
            boolean literal = part.startsWith("\"");
            if (literal
                    && WORDS.matcher(part).find()
                    && !(allowed != null && allowed.matcher(part).find())) {
                long line = 1
                        + source.substring(0, parts.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                found.add(file + ":" + line + ": " + part);
            }
        }
    }
}
