package io.tracemill.streams.classify;

import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Idle time of a window by code.
 *
 * @param shares its shares, largest first
 * @param unexplainedNanos idle time before events whose launch is not in the trace, in ns
 */
record IdleShares(List<IdleShare> shares, long unexplainedNanos) {

    /** Those of a window without idle time. */
    static final IdleShares NONE = new IdleShares(List.of(), 0);

    /** Shares of each window that the rows are about. */
    static Map<Window, IdleShares> byWindow(List<IdleStats> rows) {
        Map<Window, List<IdleStats>> windows = new HashMap<>();
        rows.forEach(row -> windows.computeIfAbsent(Window.of(row), window -> new ArrayList<>())
                .add(row));
        Map<Window, IdleShares> shares = new HashMap<>();
        windows.forEach((window, its) -> shares.put(window, of(its)));
        return shares;
    }

    private static IdleShares of(List<IdleStats> rows) {
        Map<String, List<IdleStats>> codes = new HashMap<>();
        rows.forEach(row -> IdleShare.code(row)
                .ifPresent(code ->
                        codes.computeIfAbsent(code, key -> new ArrayList<>()).add(row)));
        List<IdleShare> shares = new ArrayList<>();
        codes.forEach((code, its) -> shares.add(IdleShare.of(code, its)));
        shares.sort(
                Comparator.comparingLong((IdleShare share) -> -share.nanos()).thenComparing(IdleShare::code));
        return new IdleShares(
                shares,
                rows.stream()
                        .filter(row -> row.getPart() == IdlePart.UNKNOWN)
                        .mapToLong(IdleStats::getIdleNs)
                        .sum());
    }

    /** Time that seems idle because recording began in the middle of the work, in ns. */
    long beforeRecordingNanos() {
        return shares.stream()
                .filter(share -> share.cause() == IdleCause.BEFORE_RECORDING)
                .mapToLong(IdleShare::nanos)
                .sum();
    }

    /** Idle time at the first use of code or memory, in ns. */
    long warmUpNanos() {
        return shares.stream()
                .filter(IdleShare::isWarmUp)
                .mapToLong(IdleShare::nanos)
                .sum();
    }
}
