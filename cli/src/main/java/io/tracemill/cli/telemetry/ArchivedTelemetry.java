package io.tracemill.cli.telemetry;

import io.tracemill.cli.query.ArchiveSql;
import io.tracemill.cli.report.TelemetryUse;
import io.tracemill.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The readings that an archive holds, by node and source. */
public final class ArchivedTelemetry {

    private static final String DATASET = Topic.FLEET_TELEMETRY.dataset().orElseThrow();

    private static final String BY_SOURCE = "select node, source, count(*) as readings, min(time_ns) as first_ns,"
            + " max(time_ns) as last_ns from " + DATASET + " group by node, source order by node, source";

    private ArchivedTelemetry() {}

    /** Those of an archive; its files are not looked at if it has none of telemetry. */
    public static TelemetryUse in(Path data) throws IOException {
        if (!Files.isDirectory(data.resolve(DATASET))) {
            return TelemetryUse.NONE;
        }
        try (ArchiveSql sql = ArchiveSql.open(data)) {
            return in(sql);
        }
    }

    /** Those of an archive that is open. */
    public static TelemetryUse in(ArchiveSql sql) throws IOException {
        List<TelemetryUse.Source> sources = new ArrayList<>();
        if (sql.views().contains(DATASET)) {
            sql.each(
                    BY_SOURCE,
                    List.of(),
                    row -> sources.add(new TelemetryUse.Source(
                            Objects.requireNonNull(row.text("node")),
                            Objects.requireNonNull(row.text("source")),
                            row.number("readings", 0),
                            row.number("first_ns", 0),
                            row.number("last_ns", 0))));
        }
        return new TelemetryUse(sources, List.of());
    }
}
