@NullMarked
package io.tracemill.cli.live;

import org.jspecify.annotations.NullMarked;
