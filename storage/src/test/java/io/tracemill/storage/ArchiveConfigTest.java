package io.tracemill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Topics;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveConfigTest {

    private static final ArchiveConfig CONFIG =
            ArchiveConfig.defaults(Path.of("out"), new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1), "cluster");

    @Test
    void withoutReadingsAllOtherDatasetsAreWritten() {
        List<Dataset<?, ?>> others = new ArrayList<>(Datasets.ALL);
        others.remove(Datasets.TELEMETRY);

        assertThat(CONFIG.datasets()).isEqualTo(Datasets.ALL);
        assertThat(CONFIG.withReadings(false).datasets()).isEqualTo(others).hasSize(Datasets.ALL.size() - 1);
    }
}
