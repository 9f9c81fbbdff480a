package io.tracemill.ingest.facts;

import java.util.List;

/**
 * Names that begin with one of some texts, or that contain one of others. Names are asked in lower case.
 *
 * @param beginnings beginnings of names, in lower case
 * @param parts parts of names, in lower case
 */
record KnownNames(List<String> beginnings, List<String> parts) {

    boolean has(String lower) {
        return beginnings.stream().anyMatch(lower::startsWith) || parts.stream().anyMatch(lower::contains);
    }
}
