/**
 * Measures what many traces at once cost the services of a cluster: a broker, {@code receive}, {@code stream} and
 * {@code archive} run as processes of their own, made-up traces are pushed to them, and a report flows out once the
 * archive holds what {@code analyze} makes of the same traces.
 */
@NullMarked
package io.tracemill.cli.bench.services;

import org.jspecify.annotations.NullMarked;
