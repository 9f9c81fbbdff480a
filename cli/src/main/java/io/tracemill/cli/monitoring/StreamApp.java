package io.tracemill.cli.monitoring;

import io.tracemill.streams.TopologyDefinition;
import io.tracemill.streams.TopologyJob;

/**
 * A topology and the job that runs it.
 *
 * @param definition the topology
 * @param job its job
 */
public record StreamApp(TopologyDefinition definition, TopologyJob job) {}
