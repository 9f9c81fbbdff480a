package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.plan.Device;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What dcgm-exporter says of the devices of a node. */
final class DeviceScrapes implements Scrapes {

    private static final int PORT = 9400;

    private final FleetPlan plan;
    private final int node;
    private final Conditions conditions;
    private final List<DeviceModel> models = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final String target;

    DeviceScrapes(FleetPlan plan, int node, Conditions conditions) {
        this.plan = plan;
        this.node = node;
        this.conditions = conditions;
        Node of = plan.nodes().get(node);
        for (Device device : of.devices()) {
            models.add(new DeviceModel(device, of.inletCelsius(), plan.draw().of("device", node, device.index())));
            labels.add("gpu=\"%d\",UUID=\"%s\",pci_bus_id=\"%s\",device=\"nvidia%d\","
                            .formatted(device.index(), device.uuid(), device.pci(), device.index())
                    + "modelName=\"NVIDIA H100 80GB HBM3\",hostname=\"" + of.name()
                    + "\",DCGM_FI_DRIVER_VERSION=\"570.124.06\"");
        }
        this.target = ",instance=\"" + of.name() + ':' + PORT + '"';
    }

    @Override
    public String source() {
        return "dcgm";
    }

    @Override
    public void write(MetricsFile file, long nanos, double seconds) throws IOException {
        List<Integer> ranks = plan.topology().ranksOfNode(node);
        for (int i = 0; i < models.size(); i++) {
            models.get(i)
                    .pass(seconds, conditions.activity(ranks.get(i), nanos), conditions.device(ranks.get(i), nanos));
        }
        for (DeviceMetric metric : DeviceMetric.values()) {
            file.describe(metric.name(), metric.help, metric.form);
            for (int i = 0; i < models.size(); i++) {
                String value = MetricsFile.text(metric.form, metric.of(models.get(i)));
                file.sample(
                        metric.name(), labels.get(i) + more(metric, models.get(i)) + target, value, nanos / 1_000_000);
            }
        }
    }

    private static String more(DeviceMetric metric, DeviceModel model) {
        int code = model.condition.errorCode;
        return metric == DeviceMetric.DCGM_FI_DEV_XID_ERRORS
                ? ",err_code=\"" + code + "\",err_msg=\"" + ErrorCodes.message(code) + '"'
                : "";
    }
}
