package io.tracemill.ingest.parse;

import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.dialect.Dialect;
import java.util.Set;

/**
 * Rules that parsing follows.
 *
 * @param form form of the file, as far as it is known
 * @param communication names that tell communication
 * @param dropCategories categories to leave out, in lower case
 * @param readsFlows whether redundant flows are read, for what their processes tell of ranks
 */
public record ParseRules(
        TraceForm form, CommunicationNames communication, Set<String> dropCategories, boolean readsFlows) {

    /** Dialect of the file, as far as it is known. */
    Dialect dialect() {
        return form.dialect();
    }

    /** Whether only the category of a flow need be read. */
    boolean skipFlows() {
        return dialect().linking().flowsAreRedundant() && !readsFlows;
    }
}
