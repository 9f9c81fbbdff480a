package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.ServiceCondition;
import java.util.List;
import java.util.function.BiConsumer;

/** The service of the fleet answers slowly or with errors. The run does not notice. */
final class ServiceFault extends PlacedFault {

    private final BiConsumer<ServiceCondition, Double> change;

    private ServiceFault(FaultContext context, double severity, BiConsumer<ServiceCondition, Double> change) {
        super(context, context.run(), severity);
        this.change = change;
    }

    /** Severity: how much longer requests take. */
    static Fault latency(FaultContext context) {
        return new ServiceFault(context, context.severity(2, 6), (service, severity) -> service.slower += severity);
    }

    /** Severity: share of the requests that fail. */
    static Fault errors(FaultContext context) {
        return new ServiceFault(
                context,
                context.severity(0.02, 0.12),
                (service, severity) -> service.failing += Math.min(severity, 0.99));
    }

    @Override
    public List<String> findings() {
        return List.of(NONE);
    }

    @Override
    public void changeService(long nanos, ServiceCondition service) {
        change.accept(service, severity());
    }
}
