package io.tracemill.systemtests.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker, and a door to it in a process of its own, which may be killed and opened again. */
final class DoorProcess implements AutoCloseable {

    private static final Pattern URLS =
            Pattern.compile("takes traces and metrics at (\\S+)/, see http://(\\S+):(\\d+)/");

    private final Path dir;
    private final EmbeddedKafka kafka;
    private final CommandProcesses processes;
    private volatile String url = "http://127.0.0.1:1";
    private Process process;
    private HttpAddress monitoring;

    DoorProcess(Path dir) throws IOException {
        this(dir, 2);
    }

    /** A door to topics of so many partitions. */
    DoorProcess(Path dir, int partitions) throws IOException {
        this.dir = dir;
        this.kafka = EmbeddedKafka.start(dir.resolve("broker"));
        this.processes = new CommandProcesses(dir);
        assertThat(CommandLineRun.of(
                                "topics",
                                "create",
                                "--partitions",
                                String.valueOf(partitions),
                                "--bootstrap-server",
                                kafka.bootstrapServers())
                        .code())
                .isZero();
        open();
    }

    /** Opens a door; until it is open, the URL is that of the last one. */
    void open() throws IOException {
        process = processes.start(
                "receive",
                "--listen",
                "127.0.0.1:0",
                "--http",
                "127.0.0.1:0",
                "--spool",
                dir.resolve("spool").toString(),
                "--bootstrap-server",
                kafka.bootstrapServers());
        processes.awaitLog(process, "/metrics");
        Matcher urls = URLS.matcher(processes.log(process));
        assertThat(urls.find()).as(processes.log(process)).isTrue();
        monitoring = new HttpAddress(urls.group(2), Integer.parseInt(urls.group(3)));
        url = urls.group(1);
    }

    void kill() {
        CommandProcesses.kill(process);
    }

    /** Where it is, without a slash at the end. */
    String url() {
        return url;
    }

    /** The processes beside the door. */
    CommandProcesses processes() {
        return processes;
    }

    /** What the door has counted. */
    Map<String, Double> metrics() throws IOException {
        return ServicePages.metrics(monitoring);
    }

    /** All that is in the topic of readings. */
    TopicReadings readings() {
        return TopicReadings.of(kafka.bootstrapServers());
    }

    /** The last batch of each trace in the topic of events, in the order of each partition. */
    List<TraceEventBatch> lastBatches() {
        AvroSerde<TraceEventBatch> serde = AvroSerde.of(TraceEventBatch.class);
        return TopicRecords.of(kafka.bootstrapServers(), Topic.TRACE_EVENTS).stream()
                .map(serde::decode)
                .filter(TraceEventBatch::getLast)
                .toList();
    }

    @Override
    public void close() {
        processes.killAll();
        kafka.close();
    }
}
