/** Tests of the clients that other languages have, by what those languages test with. */
@NullMarked
package io.tracemill.systemtests.clients;

import org.jspecify.annotations.NullMarked;
