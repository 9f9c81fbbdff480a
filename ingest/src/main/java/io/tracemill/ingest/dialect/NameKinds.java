package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;

/** Kinds that the names of events tell, where their category or lane says too little. Stateless. */
public interface NameKinds {

    /** Names that tell nothing. */
    NameKinds UNTOLD = (kind, name) -> kind;

    /** Kind of a complete event of this name whose category or lane says {@code kind}. */
    EventKind kindOf(EventKind kind, String name);
}
