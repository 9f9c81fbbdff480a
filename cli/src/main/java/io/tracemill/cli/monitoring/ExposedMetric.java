package io.tracemill.cli.monitoring;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A metric of a service. Nothing else is exposed under {@code tracemill_}, and all of it is documented. */
public interface ExposedMetric {

    /** All metrics, those of a service in the order of its page. */
    static Stream<ExposedMetric> all() {
        return Stream.of(Metric.values(), FleetMetric.values(), RankMetric.values())
                .flatMap(Stream::of);
    }

    /** What it is called and what it says. */
    MetricDeclaration declaration();

    /** Name in the Prometheus text. */
    default String exposed() {
        return declaration().exposed();
    }

    /** What it counts or measures in. */
    default String unit() {
        return declaration().unit();
    }

    /** What a value says, without a full stop. */
    default String meaning() {
        return declaration().meaning();
    }

    /** Names of its labels, in the order in which their values are given. */
    default List<String> labels() {
        return declaration().labels();
    }

    /** Whether it only grows while the process lives; else it is a gauge. */
    default boolean isCounter() {
        return exposed().endsWith("_total");
    }

    /** The service that exposes it; empty for several. */
    default Optional<Service> service() {
        for (Service service : Service.values()) {
            if (exposed().startsWith("tracemill_" + service.command() + "_")) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
