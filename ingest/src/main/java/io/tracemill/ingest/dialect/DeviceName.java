package io.tracemill.ingest.dialect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Device that the name, label or sort index of a process stands for. */
public final class DeviceName {

    private static final String WORDS = "GPU|MTIA|NPU|TPU|MLU|XPU|HPU|GCU|DCU|CUDA|HIP|Device|Deivce";

    /** Names of processes that stand for a device, whose number is the only group. */
    private static final List<Pattern> PATTERNS = List.of(
            // "GPU 2", "GPU0", "MTIA 9", "Device 0 (GPU)"; PaddlePaddle writes "Deivce"
            Pattern.compile("(?:" + WORDS + ")[ :#_-]?([0-9]{1,4})(?:[ (\\[].*)?", Pattern.CASE_INSENSITIVE),
            // XLA and TensorFlow: "/device:GPU:0", "/job:worker/replica:0/task:0/device:GPU:0 Compute"
            Pattern.compile("(?:.*/)?device:(?!CPU)[A-Z_]+:([0-9]{1,4})(?:[ /].*)?", Pattern.CASE_INSENSITIVE),
            // TensorFlow before 1.5: "/gpu:0/stream:all Compute"
            Pattern.compile("(?:.*/)?gpu:([0-9]{1,4})(?:[ /].*)?"),
            // unitrace: "RANK 1 DEVICE<host>0:3a:0:0 #0.1", and without "#" for OpenCL
            Pattern.compile("(?:RANK [0-9]+ )?DEVICE<[^>]*>.* #([0-9]+(?:\\.[0-9]+)?)"),
            Pattern.compile("(?:RANK [0-9]+ )?DEVICE<[^>]*>([0-9a-f]+(?::[0-9a-f]+)+)"));

    private static final int MOST_DEVICES = 1024;

    /** Sort indices of device 0, which put devices behind all processes of the host. */
    private static final List<Long> FIRST_INDICES = List.of(
            0x1000000L, // Kineto until 2023
            5_000_000L, // Kineto
            0x10000000L); // PaddlePaddle

    private DeviceName() {}

    /** Device that a name or label stands for; empty if it stands for none. */
    public static Optional<String> in(String name) {
        for (Pattern pattern : PATTERNS) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    /** Device that a sort index stands for; empty if it stands for none. */
    public static OptionalLong atIndex(long sortIndex) {
        return FIRST_INDICES.stream()
                .filter(first -> sortIndex >= first && sortIndex < first + MOST_DEVICES)
                .mapToLong(first -> sortIndex - first)
                .findFirst();
    }
}
