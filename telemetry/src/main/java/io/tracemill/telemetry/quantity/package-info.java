/**
 * What the metrics of exporters are: quantities with one name and one unit whoever reads them. The table is a resource,
 * and users extend it by files of the same form.
 */
@NullMarked
package io.tracemill.telemetry.quantity;

import org.jspecify.annotations.NullMarked;
