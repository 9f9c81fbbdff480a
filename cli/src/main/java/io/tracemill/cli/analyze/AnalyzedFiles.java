package io.tracemill.cli.analyze;

/**
 * What the files are that are analysed, as far as it says what must run.
 *
 * @param compareRanks whether the traces may be ranks of one run
 * @param haveTelemetry whether files of telemetry are among them
 */
record AnalyzedFiles(boolean compareRanks, boolean haveTelemetry) {}
