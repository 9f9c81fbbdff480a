package io.tracemill.bench.simulate.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Kinds of faults, by the codes of the causes that they simulate. */
public enum FaultKind {
    /** A device is too hot. */
    THERMAL_THROTTLING(ThermalThrottling::new),
    /** The power of a device is limited. */
    POWER_THROTTLING(PowerThrottling::new),
    /** Someone has set the clock of a device low. */
    CLOCK_CAPPED(ClockCapped::new),
    /** The memory of a device has errors. */
    MEMORY_ERRORS(MemoryErrors::new),
    /** The driver reports an error of a device. */
    DEVICE_ERROR(DeviceError::new),
    /** A link has less bandwidth. */
    SLOW_LINK(SlowLink::new),
    /** A link goes down and comes back. */
    FLAPPING_LINK(FlappingLink::new),
    /** A host process is slow. */
    SLOW_HOST(SlowHost::new),
    /** Data comes late. */
    SLOW_INPUT(SlowInput::new),
    /** Interpreters stop for a while. */
    GARBAGE_COLLECTION(GarbageCollection::new),
    /** A stage of the pipeline has more work. */
    IMBALANCED_STAGES(ImbalancedStages::new),
    /** Batches are of different lengths. */
    UNEVEN_SEQUENCES(UnevenSequences::new),
    /** The memory of a device is nearly full. */
    MEMORY_PRESSURE(MemoryPressure::new),
    /** Another run takes a part of a node. */
    NEIGHBOUR(Neighbour::new),
    /** Collectives change their algorithm. */
    COLLECTIVE_ALGORITHM(CollectiveAlgorithm::new),
    /** The first steps are recorded. */
    WARM_UP(WarmUp::new),
    /** The service answers slowly. */
    SERVICE_LATENCY(ServiceFault::latency),
    /** The service answers with errors. */
    SERVICE_ERRORS(ServiceFault::errors),
    /** A rank waits, and its clock is low: nothing is wrong with it. */
    IDLE_CLOCK(IdleClock::new);

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final Function<FaultContext, Fault> factory;

    FaultKind(Function<FaultContext, Fault> factory) {
        this.factory = factory;
    }

    /** The word for it on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with a word. */
    public static Optional<FaultKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * A fault of this kind.
     *
     * @throws IllegalArgumentException if the run is too small for it
     */
    public Fault create(FaultContext context) {
        return factory.apply(context);
    }

    /** Whether nothing is wrong: it looks like a fault and is none. */
    public boolean isControl() {
        return this == IDLE_CLOCK;
    }
}
