/**
 * Tells receivers which alerts fire.
 *
 * <p>In: the topic of alerts, and how far the logs of nodes have been read. Out: posts to Alertmanager and to webhooks,
 * again and again as long as an alert fires, so that nothing depends on a single one.
 */
@NullMarked
package io.tracemill.cli.notify;

import org.jspecify.annotations.NullMarked;
