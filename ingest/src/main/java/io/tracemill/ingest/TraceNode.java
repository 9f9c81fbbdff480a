package io.tracemill.ingest;

import io.tracemill.ingest.parse.NamedLane.Saying;
import io.tracemill.schemas.NodeName;
import io.tracemill.schemas.RunName;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The node that a trace was recorded on: what its sender says, else what the file says, else what its name says. */
final class TraceNode {

    private static final String HOST = "host";
    private static final String PROCESS = "process";

    /** Paths that a profiler makes of the host and the number of its process. */
    private static final List<Pattern> WITH_PROCESS = List.of(
            // torch
            Pattern.compile("/(?<host>[^/]+)_(?<process>\\d+)\\.\\d+\\.pt\\.trace\\.json[^/]*$"),
            // torch_npu and MindSpore
            Pattern.compile("/(?<host>[^/]+)_(?<process>\\d+)_\\d{14,20}_ascend_(?:pt|ms)(?:[/.]|$)"),
            // Paddle
            Pattern.compile("/host_(?<host>[^/]+)pid_(?<process>\\d+)_time_[\\d_]+\\.paddle_trace\\.json[^/]*$"));

    /** Path that XLA makes of the host. */
    private static final Pattern OF_XLA = Pattern.compile("/plugins/profile/[^/]+/(?<host>[^/]+)\\.trace\\.json[^/]*$");

    private final TraceContents contents;

    private TraceNode(TraceContents contents) {
        this.contents = contents;
    }

    /** The node of a trace that has been read, in the form of {@link NodeName}; null if nothing tells it. */
    static @Nullable String of(Path file, IngestConfig.Origin origin, TraceContents contents) {
        if (origin.node() != null) {
            return origin.node();
        }
        String said = usable(contents.metadata.host());
        if (said != null) {
            return said;
        }
        TraceNode node = new TraceNode(contents);
        String path = file.toAbsolutePath().normalize().toString().replace(File.separatorChar, '/');
        String named = node.in(path);
        return named == null && origin.source() != null ? node.in('/' + origin.source()) : named;
    }

    /** The host in a path. Any name may look like that of a host and a process; so the trace must have the process. */
    private @Nullable String in(String path) {
        for (Pattern written : WITH_PROCESS) {
            Matcher name = written.matcher(path);
            if (name.find() && hasProcess(name.group(PROCESS))) {
                return usable(name.group(HOST));
            }
        }
        Matcher name = OF_XLA.matcher(path);
        return name.find() ? usable(name.group(HOST)) : null;
    }

    private boolean hasProcess(String process) {
        return contents.lanes(Saying.PROCESS_NAME).containsKey(process)
                || contents.work.processes().contains(process);
    }

    private static @Nullable String usable(@Nullable String host) {
        String node = NodeName.of(host);
        return node == null || RunName.fault(node).isPresent() ? null : node;
    }
}
