/**
 * The framing of a cluster that has a schema registry: single-object encoding in, Confluent's wire format out, and
 * back. The registry and its format are Apicurio's business; nothing else imports it, and nothing here is loaded
 * without a registry.
 */
@NullMarked
package io.tracemill.cli.registry;

import org.jspecify.annotations.NullMarked;
