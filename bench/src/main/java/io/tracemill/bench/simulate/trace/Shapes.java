package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.simulate.time.Action;
import java.util.Collections;

/** Shapes of inputs. They follow from the even time of a kernel, so that a slow device has the same ones. */
final class Shapes {

    private static final int TOKENS = 16_384;
    private static final int WIDTH = 8_192;

    /** Operations that a matrix product does in a ns: 55 % of what the device could. */
    private static final double PRODUCT_RATE = 540_000;

    private static final int MULTIPLE = 64;

    private Shapes() {}

    /** Arguments of an operator. */
    static String of(Action.Compute compute, double length) {
        long tokens = multiple(TOKENS * length);
        return switch (compute.kernel()) {
            case FORWARD_PRODUCT, BACKWARD_PRODUCT -> {
                long columns = multiple(compute.evenNanos() * PRODUCT_RATE / 2 / TOKENS / WIDTH);
                yield dims("[" + tokens + ", " + WIDTH + "], [" + WIDTH + ", " + columns + "]", 2);
            }
            case FORWARD_ATTENTION, BACKWARD_ATTENTION -> {
                String input = "[1, " + tokens + ", 16, 128]";
                yield dims(input + ", " + input + ", " + input, 3);
            }
            case FORWARD_ELEMENTWISE, BACKWARD_ELEMENTWISE -> {
                String input = "[" + tokens + ", " + WIDTH + "]";
                yield dims(input + ", " + input, 2);
            }
            case UPDATE -> "";
        };
    }

    private static String dims(String dims, int inputs) {
        String types = String.join(", ", Collections.nCopies(inputs, "\"c10::BFloat16\""));
        return ", \"Input Dims\": [" + dims + "], \"Input type\": [" + types + "]";
    }

    private static long multiple(double number) {
        return MULTIPLE * Math.max(1, Math.round(number / MULTIPLE));
    }
}
