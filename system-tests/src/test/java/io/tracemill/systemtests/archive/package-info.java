/** The commands that look after an archive: verified, merged, thinned out. */
@NullMarked
package io.tracemill.systemtests.archive;

import org.jspecify.annotations.NullMarked;
