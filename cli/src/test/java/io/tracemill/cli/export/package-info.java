@NullMarked
package io.tracemill.cli.export;

import org.jspecify.annotations.NullMarked;
