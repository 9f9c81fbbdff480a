package io.tracemill.streams.fleet;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The quantities that are joined with traces: all of devices, and of nodes those that somebody asks for. The others are
 * archived only, such as the time of each processor of a node.
 */
public final class JoinedQuantities {

    /** How far the clock of a node is off, in s. */
    static final String CLOCK_OFFSET = "system.clock.offset";

    private static final String OF_DEVICES = "hw.";

    private final Set<String> ofNodes;

    /** The quantities of devices, and these ones of nodes. */
    public JoinedQuantities(Set<String> asked) {
        ofNodes = Stream.concat(asked.stream(), Stream.of(CLOCK_OFFSET)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether readings of a quantity are kept for the join. */
    boolean contain(@Nullable String device, String quantity) {
        return device == null ? ofNodes.contains(quantity) : quantity.startsWith(OF_DEVICES);
    }
}
