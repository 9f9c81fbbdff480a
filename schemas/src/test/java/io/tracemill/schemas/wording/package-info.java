/** Tests of the sentences on bottlenecks. */
@NullMarked
package io.tracemill.schemas.wording;

import org.jspecify.annotations.NullMarked;
