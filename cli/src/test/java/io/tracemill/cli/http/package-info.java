@NullMarked
package io.tracemill.cli.http;

import org.jspecify.annotations.NullMarked;
