/** Tests of the page in a real browser: from a file, and from the server. */
@NullMarked
package io.tracemill.systemtests.browser;

import org.jspecify.annotations.NullMarked;
