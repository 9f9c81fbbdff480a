package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.plan.Draw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The InfiniBand ports of a node, one for each device. */
final class InfiniBand {

    /** Bytes that a port transfers in a second in which its device transfers all the time. */
    private static final double BYTES_PER_SECOND = 2.1e10;

    /** Errors of the other kinds for each symbol error. */
    private static final double RECEIVE_ERRORS = 0.3;

    private static final double INTEGRITY_ERRORS = 0.1;

    private final String target;
    private final List<Port> ports = new ArrayList<>();
    private final Draw draw;
    private long passed;

    private static final class Port {
        private double received;
        private double transmitted;
        private double waited;
        private double symbolErrors;
        private int linkDowns;
    }

    InfiniBand(int count, Draw draw, String target) {
        this.draw = draw;
        this.target = target;
        for (int i = 0; i < count; i++) {
            Port port = new Port();
            port.received = Math.rint(5e14 * draw.of("received", i).share());
            port.transmitted =
                    Math.rint(port.received * draw.of("transmitted", i).between(0.98, 1.02));
            ports.add(port);
        }
    }

    void write(MetricsFile file, long millis, double seconds, double transferring, NodeCondition condition)
            throws IOException {
        passed++;
        for (int i = 0; i < ports.size(); i++) {
            pass(
                    ports.get(i),
                    seconds * transferring * draw.of("rate", i, passed).between(0.97, 1.03));
        }
        if (condition.faultyPort >= 0) {
            Port faulty = ports.get(condition.faultyPort);
            double mean = seconds * condition.portErrorsPerSecond;
            faulty.symbolErrors += Math.max(
                    0,
                    Math.rint(mean + Math.sqrt(mean) * draw.of("errors", passed).normal()));
            faulty.linkDowns = Math.max(faulty.linkDowns, condition.linkDowns);
        }
        for (Metric metric : Metric.values()) {
            file.describe(metric.text(), metric.help, Form.COUNT);
            for (int i = 0; i < ports.size(); i++) {
                file.sample(
                        metric.text(),
                        "device=\"mlx5_" + i + "\",port=\"1\"," + target,
                        MetricsFile.text(Form.COUNT, metric.of(ports.get(i))),
                        millis);
            }
        }
    }

    private static void pass(Port port, double busySeconds) {
        port.received += Math.rint(BYTES_PER_SECOND * busySeconds);
        port.transmitted += Math.rint(BYTES_PER_SECOND * busySeconds);
        port.waited += Math.rint(2e5 * busySeconds);
    }

    /** Metrics of a port. */
    private enum Metric {
        PORT_DATA_RECEIVED_BYTES_TOTAL("Number of data octets received on all links"),
        PORT_DATA_TRANSMITTED_BYTES_TOTAL("Number of data octets transmitted on all links"),
        PORT_TRANSMIT_WAIT_TOTAL("Number of ticks with data to transmit and no room"),
        SYMBOL_ERROR_TOTAL("Number of minor link errors detected on one or more physical lanes"),
        PORT_ERRORS_RECEIVED_TOTAL("Number of packets containing an error"),
        LOCAL_LINK_INTEGRITY_ERRORS_TOTAL("Number of local physical errors above their limit"),
        LINK_DOWNED_TOTAL("Number of times the link failed to recover from an error state"),
        LINK_ERROR_RECOVERY_TOTAL("Number of times the link recovered from an error state"),
        EXCESSIVE_BUFFER_OVERRUN_ERRORS_TOTAL("Number of buffer overruns in a row");

        private final String help;

        Metric(String help) {
            this.help = help;
        }

        private String text() {
            return "node_infiniband_" + name().toLowerCase(Locale.ROOT);
        }

        private double of(Port port) {
            return switch (this) {
                case PORT_DATA_RECEIVED_BYTES_TOTAL -> port.received;
                case PORT_DATA_TRANSMITTED_BYTES_TOTAL -> port.transmitted;
                case PORT_TRANSMIT_WAIT_TOTAL -> port.waited;
                case SYMBOL_ERROR_TOTAL -> port.symbolErrors;
                case PORT_ERRORS_RECEIVED_TOTAL -> Math.floor(RECEIVE_ERRORS * port.symbolErrors);
                case LOCAL_LINK_INTEGRITY_ERRORS_TOTAL -> Math.floor(INTEGRITY_ERRORS * port.symbolErrors);
                case LINK_DOWNED_TOTAL, LINK_ERROR_RECOVERY_TOTAL -> port.linkDowns;
                case EXCESSIVE_BUFFER_OVERRUN_ERRORS_TOTAL -> 0;
            };
        }
    }
}
