/** The questions of the page of queries, asked of an archive whose answers are known. */
@NullMarked
package io.tracemill.systemtests.questions;

import org.jspecify.annotations.NullMarked;
