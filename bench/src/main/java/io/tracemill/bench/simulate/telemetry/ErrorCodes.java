package io.tracemill.bench.simulate.telemetry;

/** What dcgm-exporter says of the codes of errors. */
final class ErrorCodes {

    private ErrorCodes() {}

    static String message(int code) {
        return switch (code) {
            case 0 -> "No Error";
            case 31 -> "GPU memory page fault";
            case 62 -> "Internal micro-controller halt";
            case 63 -> "ECC page retirement or row remapping recording event";
            case 94 -> "Contained ECC error";
            case 119 -> "GSP RPC timeout";
            default -> "Unknown Error";
        };
    }
}
