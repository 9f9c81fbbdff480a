package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TraceHeader;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that aim at a table that grows with the file: what finds no room is left out, counted and said. */
class FullTablesTest {

    private static final String SPAN =
            "{\"ph\":\"X\",\"cat\":\"cpu_op\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":1}";

    private static Ingested trace(int count, java.util.function.IntFunction<String> event) {
        return Ingested.of(IntStream.range(0, count)
                .mapToObj(event)
                .collect(Collectors.joining(",\n", "{\"traceEvents\":[" + SPAN + ",\n", "]}")));
    }

    @Test
    void openBeginsTakeSoManyBytesAtMost() {
        String args = "z".repeat(1 << 20);
        Ingested trace = trace(
                40,
                i -> "{\"ph\":\"B\",\"cat\":\"x\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":" + i
                        + ",\"args\":{\"a\":\"" + args + "\"}}");

        assertThat(trace.totals().getRejected()).isEqualTo(Map.of("too-many-open", 9L));
        assertThat(trace.spans()).hasSize(32);
    }

    @Test
    void endsOnLanesWithoutBeginsAreRejectedAndTheFirstOfThemAreDeadLetters() {
        Ingested trace =
                trace(12_000, i -> "{\"ph\":\"E\",\"name\":\"e\",\"pid\":1,\"tid\":\"t" + i + "\",\"ts\":" + i + "}");

        assertThat(trace.totals().getRejected()).isEqualTo(Map.of("end-without-begin", 12_000L));
        assertThat(trace.letters()).hasSize(10_000);
        assertThat(trace.totals().getNotes())
                .singleElement()
                .asString()
                .endsWith(
                        "of 12000 events that were rejected or set aside, only the first 10000 are among the dead letters");
    }

    @Test
    void namesOfLanesFitIntoABatch() {
        String name = "\u4e2d".repeat(300);
        Ingested trace = trace(
                3_000,
                i -> "{\"ph\":\"M\",\"name\":\"" + (i % 2 == 0 ? "thread" : "process") + "_name\",\"pid\":" + i
                        + ",\"tid\":1,\"args\":{\"name\":\"" + name + "\"}}");
        TraceHeader header = trace.batches().get(0).getHeader();

        assertThat(header.getThreadNames()).hasSizeBetween(600, 700);
        assertThat(header.getProcessNames()).hasSizeBetween(600, 700);
        assertThat(header.getProcessNames().values()).allMatch("\u4e2d".repeat(256)::equals);
        assertThat(trace.totals().getNotes())
                .singleElement()
                .asString()
                .endsWith("more than there is room for, so that some are left out: names of processes and threads");
    }

    @Test
    void aNameIsNotCutInsideACharacter() {
        Ingested trace = trace(
                1,
                i -> "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"args\":{\"name\":\"" + "x"
                        + "\uD83D\uDE00".repeat(200) + "\"}}");

        assertThat(trace.batches().get(0).getHeader().getProcessNames().get("1"))
                .isEqualTo("x" + "\uD83D\uDE00".repeat(127));
    }

    @Test
    void streamsWithCollectivesAreKeptUpToALimit() {
        String task = "{\"ph\":\"X\",\"name\":\"Notify_Wait\",\"pid\":3246920099,\"dur\":1,\"args\":{\"Task Type\":"
                + "\"NOTIFY_WAIT_SQE\"},";
        String enqueue =
                "{\"ph\":\"X\",\"cat\":\"enqueue\",\"name\":\"Enqueue\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":1,"
                        + "\"args\":{\"correlation_id\":1}}";
        Ingested trace = trace(5_000, i -> i == 0 ? enqueue : task + "\"ts\":" + i + ",\"tid\":" + i + "}");

        assertThat(trace.totals().getPublished()).isEqualTo(5_001);
        assertThat(trace.totals().getNotes()).singleElement().asString().endsWith("left out: streams with collectives");
    }

    @Test
    void manyRanksInOneFileAreToldApartWithoutComparingEachWithEach() {
        Ingested trace = trace(4_000, i -> {
            int process = i / 2 % 500;
            return i % 2 == 0
                    ? "{\"ph\":\"X\",\"cat\":\"cuda_runtime\",\"name\":\"cudaLaunchKernel\",\"pid\":" + process
                            + ",\"tid\":1,\"ts\":" + i + ",\"dur\":1,\"args\":{\"correlation\":" + i + "}}"
                    : "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"pid\":" + (1_000 + process)
                            + ",\"tid\":7,\"ts\":" + i + ",\"dur\":1,\"args\":{\"correlation\":" + (i - 1)
                            + ",\"device\":" + process + ",\"stream\":7}}";
        });

        assertThat(trace.totals().getPublished()).isEqualTo(4_001);
    }

    @Test
    void streamsAndThreadsThatAreNotFollowedAreSaid() {
        String communicates = "\"cat\":\"cpu_op\",\"name\":\"c10d::allreduce_\"";
        Ingested trace = trace(
                9_000,
                i -> i % 2 == 0
                        ? "{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"k\",\"pid\":0,\"tid\":" + i + ",\"ts\":" + i
                                + ",\"dur\":1,\"args\":{\"device\":0,\"stream\":" + i + "}}"
                        : "{\"ph\":\"X\"," + communicates + ",\"pid\":1,\"tid\":" + i + ",\"ts\":" + i
                                + ",\"dur\":100000}");

        assertThat(trace.totals().getNotes())
                .anyMatch(note -> note.endsWith("some are left out: streams whose events are clipped, "
                        + "threads and spans around calls that communicate"));
    }
}
