@NullMarked
package io.tracemill.cli.serve;

import org.jspecify.annotations.NullMarked;
