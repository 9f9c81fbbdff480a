package io.tracemill.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Traces with random damage: bits flipped, bytes deleted or inserted, texts cut, joined and spliced. Ingest refuses the
 * file or reads it, always the same way, and reads every event that is whole. {@code -Dtracemill.mutants} and {@code
 * -Dtracemill.seed} say how many and which; the recorded traces below {@code TRACEMILL_CORPUS} take part if it is set.
 */
class MutantsTest {

    private static final int MUTANTS = Integer.getInteger("tracemill.mutants", 200);
    private static final long SEED = Long.getLong("tracemill.seed", 1);
    private static final int LARGEST_SEED = 1 << 16;

    /** Events of the smallest trace. A text joined with it may hold it whole as a value inside of another event. */
    private static final int NESTED = 3;

    /** An event that the made traces consist of, where an event can end; nothing else in them looks like it. */
    private static final Pattern WHOLE = Pattern.compile(
            "\\{\"ph\":\"X\",\"cat\":\"[a-z_]+\",\"name\":\"n\\d+\",\"pid\":1,\"tid\":7,\"ts\":\\d+,\"dur\":5,\"args\":"
                    + "\\{\"l\":\\[\\{\"a\":\"}\\{\"}],\"i\":\\d+}}(?=\\s*([,\\[\\]{]|$))");

    private final Random random = new Random(SEED);
    private boolean joined;

    private static byte[] made(int events, int from, String before, String behind) {
        return IntStream.range(from, from + events)
                .mapToObj(i -> "{\"ph\":\"X\",\"cat\":\"" + (i % 2 == 0 ? "cpu_op" : "kernel") + "\",\"name\":\"n"
                        + i % 9 + "\",\"pid\":1,\"tid\":7,\"ts\":" + i * 10
                        + ",\"dur\":5,\"args\":{\"l\":[{\"a\":\"}{\"}],\"i\":" + i + "}}")
                .collect(Collectors.joining(",\n", before, behind))
                .getBytes(ISO_8859_1);
    }

    private static List<byte[]> made() {
        String metadata =
                "{\"schemaVersion\":1,\"env\":{\"A\":\"b\"},\"distributedInfo\":{\"rank\":1},\"traceEvents\":[";
        return List.of(
                made(40, 0, metadata, "],\"traceName\":\"t.json\"}"),
                made(25, 1000, "{\"traceEvents\": [\n", "\n]}\n"),
                made(30, 2000, "[", "]"),
                made(3, 3000, "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[", "]}"));
    }

    /** The beginnings of the recorded traces that are not compressed. */
    private static List<byte[]> recorded() throws IOException {
        String corpus = System.getenv("TRACEMILL_CORPUS");
        if (corpus == null) {
            return List.of();
        }
        List<byte[]> heads = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(corpus))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                heads.add(Arrays.copyOf(bytes, Math.min(bytes.length, LARGEST_SEED)));
            }
        }
        return heads;
    }

    @Test
    void everyMutantOfAMadeTraceKeepsItsWholeEvents() throws IOException {
        List<byte[]> seeds = made();
        List<String> failures = new ArrayList<>();
        long whole = 0;
        long published = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(seeds);
            List<String> outcome = outcome(mutant);
            long expected =
                    WHOLE.matcher(new String(mutant, ISO_8859_1)).results().count();
            long kept = outcome.stream().mapToLong(MutantsTest::kept).sum();
            whole += expected;
            published += kept;
            if (!outcome.equals(outcome(mutant))) {
                failures.add("mutant " + i + ": two runs differ");
            }
            if (kept + (joined ? NESTED : 0) < expected) {
                failures.add("mutant " + i + ": " + kept + " of " + expected + " whole events, " + lastLines(outcome));
            }
        }
        Files.writeString(
                Path.of("target", "mutants.txt"),
                MUTANTS + " mutants: " + whole + " whole events, " + published + " published, " + failures.size()
                        + " failures\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void everyMutantOfARecordedTraceIsReadTheSameTwice() throws IOException {
        List<byte[]> seeds = recorded();
        for (int i = 0; i < MUTANTS / 10 && !seeds.isEmpty(); i++) {
            byte[] mutant = mutant(seeds);
            assertThat(outcome(mutant)).isEqualTo(outcome(mutant));
        }
    }

    /** Number of events in a line: one, and those that a splice put into its arguments. */
    private static long kept(String line) {
        return line.matches("[A-Z]+ .*") ? 1 + WHOLE.matcher(line).results().count() : 0;
    }

    private static String lastLines(List<String> outcome) {
        return String.join(" | ", outcome.subList(Math.max(0, outcome.size() - 4), outcome.size()));
    }

    /** Published events, dead letters and totals, or the refusal. Any other failure is a crash. */
    private static List<String> outcome(byte[] bytes) {
        try {
            Ingested trace = Ingested.of(bytes, Ingested.config());
            List<String> lines = new ArrayList<>(trace.events());
            lines.addAll(trace.rejected());
            lines.add(trace.totals().getRejected() + " " + trace.totals().getBytesLost());
            return lines;
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).isInstanceOf(IngestException.class);
            String message = String.valueOf(e.getMessage());
            return List.of(message.substring(message.indexOf(".json: ")));
        }
    }

    private byte[] mutant(List<byte[]> seeds) {
        byte[] mutant = any(seeds).clone();
        joined = false;
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutant = mutated(mutant, seeds);
        }
        return mutant;
    }

    private byte[] any(List<byte[]> seeds) {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] mutated(byte[] bytes, List<byte[]> seeds) {
        int at = random.nextInt(Math.max(1, bytes.length));
        int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
        byte[] other = any(seeds);
        int into = random.nextInt(other.length);
        int kind = random.nextInt(7);
        joined |= kind >= 4;
        return switch (kind) {
            case 0 -> flipped(bytes, at);
            case 1 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
            case 2 -> joined(Arrays.copyOf(bytes, at), inserted(), Arrays.copyOfRange(bytes, at, bytes.length));
            case 3 -> Arrays.copyOf(bytes, at + 1);
            case 4 -> joined(bytes, other);
            case 5 -> joined(bytes, Arrays.copyOfRange(other, into, other.length));
            default -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, into, other.length));
        };
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[at] ^= (byte) (1 << (at % 8));
        }
        return flipped;
    }

    private byte[] inserted() {
        String marks = "\"{}[],:\\ \n0a\u0000\u00ff";
        return String.valueOf(marks.charAt(random.nextInt(marks.length()))).getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
