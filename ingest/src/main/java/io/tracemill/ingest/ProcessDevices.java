package io.tracemill.ingest;

import io.tracemill.ingest.dialect.DeviceName;
import io.tracemill.ingest.parse.NamedLane.Saying;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Devices that the processes of a file stand for, by what the file says of them. */
final class ProcessDevices {

    private ProcessDevices() {}

    /** Devices by process. A label counts more than a name, and a name more than a sort index. */
    static Map<String, String> of(TraceContents contents) {
        Map<String, String> devices = new HashMap<>();
        contents.lanes(Saying.PROCESS_SORT_INDEX)
                .forEach((process, index) ->
                        atIndex(index).ifPresent(device -> devices.put(process, Long.toString(device))));
        for (Saying saying : List.of(Saying.PROCESS_NAME, Saying.PROCESS_LABEL)) {
            contents.lanes(saying)
                    .forEach((process, text) -> DeviceName.in(text).ifPresent(device -> devices.put(process, device)));
        }
        return devices;
    }

    private static OptionalLong atIndex(String index) {
        return index.matches("[0-9]{1,18}") ? DeviceName.atIndex(Long.parseLong(index)) : OptionalLong.empty();
    }
}
