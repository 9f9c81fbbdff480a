@NullMarked
package io.tracemill.cli.receive;

import org.jspecify.annotations.NullMarked;
