package io.tracemill.cli.monitoring;

import java.util.List;

/**
 * What a metric is called and what it says.
 *
 * @param exposed name in the Prometheus text
 * @param unit what it counts or measures in
 * @param meaning what a value says, without a full stop
 * @param labels names of its labels, in the order in which their values are given
 */
public record MetricDeclaration(String exposed, String unit, String meaning, List<String> labels) {}
