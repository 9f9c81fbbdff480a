package io.tracemill.ingest.dialect;

import java.util.OptionalInt;

/**
 * Process numbers of Ascend's profilers. Those of devices are made from the host process that they belong to: {@code
 * (process << 10) | (layer << 5) | device}.
 */
final class AscendProcessIds implements ProcessIds {

    private static final int DEVICE_BITS = 5;
    private static final int LAYER_BITS = 5;

    @Override
    public OptionalInt deviceOf(long process) {
        return isMade(process) ? OptionalInt.of((int) process & ((1 << DEVICE_BITS) - 1)) : OptionalInt.empty();
    }

    @Override
    public long hostOf(long process) {
        return isMade(process) ? process >>> (LAYER_BITS + DEVICE_BITS) : process;
    }

    private static boolean isMade(long process) {
        return process >>> (LAYER_BITS + DEVICE_BITS) != 0;
    }
}
