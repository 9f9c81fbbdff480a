/** The store that tasks keep their state in, as the packages that do not know Kafka see it. */
@NullMarked
package io.tracemill.streams.store;

import org.jspecify.annotations.NullMarked;
