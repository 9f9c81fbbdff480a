/**
 * What docker/ holds, read as its users' programs read it: the services that compose starts, the rules and panels that
 * Prometheus and Grafana show.
 */
@NullMarked
package io.tracemill.systemtests.docker;

import org.jspecify.annotations.NullMarked;
