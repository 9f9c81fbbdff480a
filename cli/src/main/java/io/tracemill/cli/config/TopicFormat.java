package io.tracemill.cli.config;

import io.tracemill.telemetry.sniff.MessageShape;

/** The format of the messages of a topic. */
public record TopicFormat(String topic, MessageShape shape) {}
