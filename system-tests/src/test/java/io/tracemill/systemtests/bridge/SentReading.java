package io.tracemill.systemtests.bridge;

import java.util.Random;

/** A temperature as a sender has it. Its metric has the unit of its quantity, so the value is kept as it is. */
record SentReading(String node, int gpu, long timeNanos, double value) {

    static final String METRIC = "DCGM_FI_DEV_GPU_TEMP";

    private static final long BEGIN_SECONDS = 1_700_000_000L;

    /** The reading of a number: no two have the same series and time. */
    static SentReading of(String node, int number) {
        Random random = new Random(node.hashCode() * 31L + number);
        double value = switch (number % 4) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextDouble() * 100;
            case 2 -> random.nextDouble() * 1e-12;
            default -> random.nextDouble() * 1e9;
        };
        return new SentReading(node, number % 8, (BEGIN_SECONDS + number) * 1_000_000_000L, value);
    }

    String device() {
        return "GPU-" + node + '-' + gpu;
    }

    long seconds() {
        return timeNanos / 1_000_000_000L;
    }

    /** As a row of the dataset. */
    String row() {
        return node + ' ' + device() + ' ' + METRIC + ' ' + timeNanos + ' ' + value;
    }
}
