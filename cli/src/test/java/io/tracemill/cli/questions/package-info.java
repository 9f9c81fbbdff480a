/** The questions of the page of queries, asked of an archive whose answers are known. */
@NullMarked
package io.tracemill.cli.questions;

import org.jspecify.annotations.NullMarked;
