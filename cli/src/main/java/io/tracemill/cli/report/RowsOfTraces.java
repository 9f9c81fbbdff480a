package io.tracemill.cli.report;

import io.tracemill.storage.Archive;
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Rows of some traces of an archive. A dataset is read when it is first asked for, for all of them at once: a file
 * holds the rows of many traces, and to open it costs more than to read those of a small one.
 */
final class RowsOfTraces {

    private final Archive archive;
    private final Set<String> traceIds;
    private final Map<Class<?>, Map<String, ? extends List<?>>> rows = new HashMap<>();
    private final Map<String, CommunicationReading> communication = new HashMap<>();
    private boolean hasCommunication;

    RowsOfTraces(Archive archive, Set<String> traceIds) {
        this.archive = archive;
        this.traceIds = traceIds;
    }

    /** Rows of one of the traces that are records of this type, in the order in which they were written. */
    @SuppressWarnings("unchecked") // the rows of a type are put below that type only
    <A extends SpecificRecord> List<A> of(String traceId, Class<A> type) throws IOException {
        Map<String, ? extends List<?>> known = rows.get(type);
        if (known == null) {
            known = archive.rows(traceIds, type);
            rows.put(type, known);
        }
        List<?> ofTrace = known.get(traceId);
        return ofTrace == null ? List.of() : (List<A>) ofTrace;
    }

    /** Collectives of one of the traces. */
    List<CollectiveUse> communication(String traceId) throws IOException {
        if (!hasCommunication) {
            archive.rows(
                    traceIds,
                    Datasets.COMMUNICATION,
                    CommunicationReading.COLUMNS,
                    row -> communication
                            .computeIfAbsent(String.valueOf(row.get("trace_id")), trace -> new CommunicationReading())
                            .add(row));
            hasCommunication = true;
        }
        CommunicationReading ofTrace = communication.get(traceId);
        return ofTrace == null ? List.of() : ofTrace.end();
    }
}
