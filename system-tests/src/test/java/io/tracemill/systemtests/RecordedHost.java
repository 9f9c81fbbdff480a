package io.tracemill.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The host that a trace says it was recorded on, which generated traces do not say by themselves. */
public final class RecordedHost {

    private RecordedHost() {}

    /** Lets a trace say it. */
    public static void put(String host, Path trace) throws IOException {
        String json = Files.readString(trace);
        Files.writeString(trace, "{\"host_name\": \"" + host + "\"," + json.substring(json.indexOf('{') + 1));
    }
}
