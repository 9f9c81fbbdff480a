/** The notifier, with real receivers. */
@NullMarked
package io.tracemill.systemtests.notify;

import org.jspecify.annotations.NullMarked;
