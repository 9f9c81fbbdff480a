package io.tracemill.cli.report;

import java.util.Locale;

/** Rating of a measure. */
enum Rating {
    /** No need to act. */
    GOOD,
    /** Neither good nor poor. */
    FAIR,
    /** Worth acting on. */
    POOR;

    /** Rates a measure that should be large. */
    static Rating ofLarge(double value, double good, double poor) {
        return value > good ? GOOD : value < poor ? POOR : FAIR;
    }

    /** Rates a measure that should be small. */
    static Rating ofSmall(double value, double good, double poor) {
        return value < good ? GOOD : value > poor ? POOR : FAIR;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
