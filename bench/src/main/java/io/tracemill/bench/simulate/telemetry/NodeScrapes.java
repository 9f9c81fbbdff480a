package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.Node;
import io.tracemill.bench.simulate.time.Activity;
import java.io.IOException;

/** What node_exporter says of a node. */
final class NodeScrapes implements Scrapes {

    private static final int PORT = 9100;
    private static final double MEMORY_BYTES = 2_164_184_309_760.0;

    private final FleetPlan plan;
    private final int node;
    private final Conditions conditions;
    private final ProcessorTimes processors;
    private final InfiniBand ports;
    private final Draw draw;
    private final String target;
    private final double boot;
    private double load;
    private double diskRead = 3e12;
    private double diskWritten = 1e12;
    private double received = 4e11;
    private double transmitted = 2e11;
    private double processorPressure = 900;
    private double diskPressure = 200;
    private double memoryPressure = 3;
    private long passed;

    NodeScrapes(FleetPlan plan, int node, Conditions conditions) {
        this.plan = plan;
        this.node = node;
        this.conditions = conditions;
        this.draw = plan.draw().of("node exporter", node);
        Node of = plan.nodes().get(node);
        this.target = "instance=\"" + of.name() + ':' + PORT + '"';
        this.processors = new ProcessorTimes(draw, target);
        this.ports = new InfiniBand(of.devices().size(), draw, target);
        this.boot =
                Math.rint(plan.timeline().startNanos() / 1e9 - draw.of("boot").between(2e5, 9e6));
    }

    @Override
    public String source() {
        return "node";
    }

    @Override
    public void write(MetricsFile file, long nanos, double seconds) throws IOException {
        passed++;
        NodeCondition condition = conditions.node(node, nanos);
        Activity activity =
                conditions.activity(plan.topology().ranksOfNode(node).get(0), nanos);
        boolean trains = activity.busy() > 0;
        double busy = Math.min(0.99, (trains ? 0.14 : 0.01) + condition.otherLoad);
        long millis = nanos / 1_000_000;
        processors.write(file, millis, seconds, new ProcessorTimes.Use(busy, condition.diskPressure / 4, passed));
        load += (ProcessorTimes.PROCESSORS * busy - load) * (1 - StrictMath.exp(-seconds / 60));
        ports.write(file, millis, seconds, activity.transferring(), condition);
        grow(seconds, trains, condition);
        gauge(
                file,
                millis,
                "node_load1",
                "1m load average.",
                load * (1 + 0.03 * noise("load").normal()));
        double used = trains ? 0.31 + condition.memoryPressure / 2 : 0.04;
        double available =
                Math.rint(MEMORY_BYTES * (1 - used) + 2e8 * noise("memory").normal());
        whole(
                file,
                millis,
                "node_memory_MemAvailable_bytes",
                "Memory information field MemAvailable_bytes.",
                available);
        whole(file, millis, "node_memory_MemTotal_bytes", "Memory information field MemTotal_bytes.", MEMORY_BYTES);
        counters(file, millis);
        double offset = plan.nodes().get(node).clockOffsetNanos() / 1e9
                + 2e-6 * noise("offset").normal();
        gauge(
                file,
                millis,
                "node_timex_offset_seconds",
                "Time offset in between local system and reference clock.",
                offset);
        whole(file, millis, "node_boot_time_seconds", "Node boot time, in unixtime.", boot);
    }

    private void grow(double seconds, boolean trains, NodeCondition condition) {
        double usual = trains ? 1 : 0.05;
        double around = 1 + 0.1 * noise("grow").normal();
        diskRead += Math.rint(seconds * around * (usual * 8e7 + condition.diskBytesPerSecond));
        diskWritten += Math.rint(seconds * around * usual * 6e6);
        received += Math.rint(seconds * around * usual * 3e7);
        transmitted += Math.rint(seconds * around * usual * 4e6);
        processorPressure += seconds * around * (usual * 0.002 + condition.processorPressure);
        diskPressure += seconds * around * (usual * 0.004 + condition.diskPressure);
        memoryPressure += seconds * around * condition.memoryPressure;
    }

    private void counters(MetricsFile file, long millis) throws IOException {
        String pressure = "Total time in seconds that processes have waited for ";
        counter(file, millis, "node_pressure_cpu_waiting_seconds_total", pressure + "CPU time", processorPressure);
        counter(file, millis, "node_pressure_io_waiting_seconds_total", pressure + "IO", diskPressure);
        counter(file, millis, "node_pressure_memory_waiting_seconds_total", pressure + "memory", memoryPressure);
        counter(file, millis, "node_vmstat_oom_kill", "/proc/vmstat information field oom_kill.", 0);
        labelled(file, millis, "node_disk_read_bytes_total", "nvme0n1", diskRead);
        labelled(file, millis, "node_disk_written_bytes_total", "nvme0n1", diskWritten);
        labelled(file, millis, "node_network_receive_bytes_total", "eth0", received);
        labelled(file, millis, "node_network_transmit_bytes_total", "eth0", transmitted);
        labelled(file, millis, "node_network_receive_errs_total", "eth0", 0);
        labelled(file, millis, "node_network_transmit_errs_total", "eth0", 0);
        labelled(file, millis, "node_network_receive_drop_total", "eth0", 0);
    }

    private Draw noise(String what) {
        return draw.of(what, passed);
    }

    private void whole(MetricsFile file, long millis, String metric, String help, double value) throws IOException {
        file.describe(metric, help, Form.WHOLE);
        file.sample(metric, target, MetricsFile.text(Form.WHOLE, value), millis);
    }

    private void gauge(MetricsFile file, long millis, String metric, String help, double value) throws IOException {
        file.describe(metric, help, Form.DECIMAL);
        file.sample(metric, target, MetricsFile.text(Form.DECIMAL, value), millis);
    }

    private void counter(MetricsFile file, long millis, String metric, String help, double value) throws IOException {
        file.describe(metric, help, Form.SECONDS);
        file.sample(metric, target, MetricsFile.text(Form.SECONDS, value), millis);
    }

    private void labelled(MetricsFile file, long millis, String metric, String device, double value)
            throws IOException {
        file.describe(metric, metric + " of a device.", Form.COUNT);
        file.sample(metric, "device=\"" + device + "\"," + target, MetricsFile.text(Form.COUNT, value), millis);
    }
}
