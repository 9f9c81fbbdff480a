/**
 * Commands against a Kafka cluster that runs elsewhere: reaching it, running until asked to stop, watching directories.
 */
@NullMarked
package io.tracemill.cli.service;

import org.jspecify.annotations.NullMarked;
