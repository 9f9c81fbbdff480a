/**
 * Work: floating-point operations and bytes of one call of an operator, modelled from the shapes, types and values of
 * its inputs. In: the name of an operator and the texts of its inputs. Out: its work, or nothing where the inputs do
 * not tell. An operator is a line in {@link io.tracemill.ingest.work.OperatorModels}, a family of them a class.
 *
 * <p>Must not import other steps of ingest, and knows no events.
 */
@NullMarked
package io.tracemill.ingest.work;

import org.jspecify.annotations.NullMarked;
