@NullMarked
package io.tracemill.cli.registry;

import org.jspecify.annotations.NullMarked;
