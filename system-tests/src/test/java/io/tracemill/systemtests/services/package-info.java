/**
 * Services against a broker: together, ended, cut off, fed garbage, with few rights, with encryption, with a registry.
 */
@NullMarked
package io.tracemill.systemtests.services;

import org.jspecify.annotations.NullMarked;
