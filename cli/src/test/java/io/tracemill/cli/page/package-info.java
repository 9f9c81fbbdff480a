@NullMarked
package io.tracemill.cli.page;

import org.jspecify.annotations.NullMarked;
