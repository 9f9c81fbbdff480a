/**
 * Commands against a Kafka cluster that runs elsewhere: reaching it, running until told to end, watching directories.
 */
@NullMarked
package io.tracemill.cli.service;

import org.jspecify.annotations.NullMarked;
