@NullMarked
package io.tracemill.cli.page.picture;

import org.jspecify.annotations.NullMarked;
