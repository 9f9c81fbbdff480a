package io.tracemill.telemetry.series;

import java.util.HashMap;
import java.util.Map;

/** The series of a node. Texts that several of them have, such as the labels of a device, are kept once. */
final class NodeSeries {

    final Map<SeriesKey, ReadingSeries> series = new HashMap<>();
    final SharedTexts texts = new SharedTexts();
}
