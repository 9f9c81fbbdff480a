package io.tracemill.streams.rules;

import io.tracemill.schemas.AlertLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values beyond which something is wrong, in the direction that is bad.
 *
 * @param above whether large values are bad, and not small ones
 * @param warning value beyond which it is a warning; null if there is none
 * @param critical value beyond which it is critical; null if there is none
 */
public record Limits(
        boolean above, @Nullable Double warning, @Nullable Double critical) {

    /** Part of a limit by which a value must be better than it, for the level to go down. */
    private static final double HYSTERESIS = 0.1;

    /** The level of a value; empty if nothing is wrong. */
    public Optional<AlertLevel> levelOf(double value) {
        return beyond(value, 0);
    }

    /** The level that a value leaves to an alert: it must be better than a limit by a tenth of it to get below it. */
    public Optional<AlertLevel> levelLeftBy(double value) {
        return beyond(value, HYSTERESIS);
    }

    private Optional<AlertLevel> beyond(double value, double slack) {
        if (isBeyond(value, critical, slack)) {
            return Optional.of(AlertLevel.CRITICAL);
        }
        return isBeyond(value, warning, slack) ? Optional.of(AlertLevel.WARNING) : Optional.empty();
    }

    private boolean isBeyond(double value, @Nullable Double limit, double slack) {
        if (limit == null) {
            return false;
        }
        double moved = limit - (above ? slack : -slack) * Math.abs(limit);
        return above ? value > moved : value < moved;
    }

    /** The limit of a level; null if it has none. */
    @Nullable
    Double of(AlertLevel level) {
        return level == AlertLevel.CRITICAL ? critical : warning;
    }

    /** The same limits as parts of a baseline. */
    Limits times(double baseline) {
        return new Limits(
                above,
                warning == null ? null : (Double) (warning * baseline),
                critical == null ? null : (Double) (critical * baseline));
    }
}
