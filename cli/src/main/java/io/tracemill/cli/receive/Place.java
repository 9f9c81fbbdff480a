package io.tracemill.cli.receive;

/**
 * Where work waits for its turn.
 *
 * @param token name of the token that it came with
 * @param run run that it belongs to; empty if it belongs to none
 * @param isLarge whether it may keep its worker for minutes
 */
record Place(String token, String run, boolean isLarge) {

    /** Where the metrics of a token wait. */
    static Place ofMetrics(String token) {
        return new Place(token, "", false);
    }
}
