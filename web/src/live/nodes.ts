import { el } from "../dom";
import type { Page } from "../view";
import { type Changes, type Fleet, isSilent } from "./fleet";
import type { AlertRow, DeviceRow } from "./rows";

export type State = "critical" | "warning" | "silent" | "working" | "idle";

/** Worst first. */
const STATES: readonly State[] = ["critical", "warning", "silent", "working", "idle"];

/** What is known of a node: its devices in their order, and the alerts that fire. */
export class Nodes {
    readonly devices = new Map<string, Map<string, DeviceRow>>();
    private readonly alerts = new Map<string, Map<string, AlertRow>>();
    private newestMs = -Infinity;

    constructor(private readonly fleet: Fleet) {
        for (const [key] of fleet.tables.device) {
            this.device(key);
        }
        for (const [key] of fleet.tables.alert) {
            this.alert(key);
        }
        this.newestMs = fleet.newest();
    }

    /** Takes changes; the nodes that they are about, or all if which are silent may differ. */
    take(changes: Changes): Set<string> {
        const touched = new Set<string>();
        changes.get("device")?.forEach((key) => { touched.add(this.device(key)); });
        changes.get("alert")?.forEach((key) => { this.alert(key).forEach((node) => { touched.add(node); }); });
        changes.get("placement")?.forEach((key) => {
            touched.add(this.fleet.tables.placement.get(key)?.node ?? key.split("/")[0] ?? "");
        });
        const newest = this.fleet.newest();
        if (newest !== this.newestMs) {
            this.newestMs = newest;
            for (const [node, devices] of this.devices) {
                if ([...devices.values()].some((device) => isSilent(device.time_ms, newest))) {
                    touched.add(node);
                }
            }
        }
        return touched;
    }

    private device(key: string): string {
        const row = this.fleet.tables.device.get(key);
        const node = row?.node ?? key.split("/")[0] ?? key;
        const devices = this.devices.get(node) ?? new Map<string, DeviceRow>();
        if (row === undefined) {
            devices.delete(key);
        } else {
            devices.set(key, row);
        }
        if (devices.size === 0) {
            this.devices.delete(node);
        } else {
            this.devices.set(node, devices);
        }
        return node;
    }

    private alert(key: string): string[] {
        const touched: string[] = [];
        for (const [node, alerts] of this.alerts) {
            if (alerts.delete(key)) {
                touched.push(node);
            }
        }
        const row = this.fleet.tables.alert.get(key);
        if (row?.node !== undefined && row.firing) {
            const alerts = this.alerts.get(row.node) ?? new Map<string, AlertRow>();
            alerts.set(key, row);
            this.alerts.set(row.node, alerts);
            touched.push(row.node);
        }
        return touched;
    }

    /** Names of all nodes, in their order. */
    names(): string[] {
        return [...this.devices.keys()].sort(COLLATOR.compare);
    }

    /** Devices of a node in their order, without the node itself. */
    of(node: string): DeviceRow[] {
        return [...(this.devices.get(node)?.values() ?? [])].filter((row) => row.device !== undefined)
            .sort((a, b) => COLLATOR.compare(a.device ?? "", b.device ?? ""));
    }

    /** Alerts of a node and its devices that fire. */
    alertsOf(node: string): AlertRow[] {
        return [...(this.alerts.get(node)?.values() ?? [])];
    }

    /** State of a device, by its alerts first. */
    state(row: DeviceRow): State {
        const alerts = this.alertsOf(row.node).filter((alert) => alert.device === row.device);
        if (alerts.some((alert) => alert.level === "CRITICAL")) {
            return "critical";
        }
        if (alerts.length > 0) {
            return "warning";
        }
        if (isSilent(row.time_ms, this.newestMs)) {
            return "silent";
        }
        return (row["hw.gpu.utilization"] ?? 0) >= 0.05 ? "working" : "idle";
    }

    /** State of a node: the worst of its own alerts and its devices. */
    worst(node: string): State {
        const own = this.alertsOf(node).map((alert): State => alert.level === "CRITICAL" ? "critical" : "warning");
        const all = [...own, ...[...this.devices.get(node)?.values() ?? []].map((row) => this.state(row))];
        return STATES.find((state) => all.includes(state)) ?? "silent";
    }
}

/** Order of names with numbers in them. */
export const COLLATOR = new Intl.Collator("en", { numeric: true });

/** The button of a node: its name, and a mark for each device. */
export function nodeButton(page: Page, nodes: Nodes, node: string, open: () => void): HTMLElement {
    const worst = nodes.worst(node);
    const devices = nodes.of(node);
    const firing = nodes.alertsOf(node).length;
    return el("li", {}, el("button", {
        type: "button", class: `node node-${worst}`, tabindex: -1, "data-node": node, onclick: open,
        "aria-label": page.t("fleet.node.label",
            { node, state: page.word("state", worst), devices: devices.length, alerts: firing }),
    },
    el("span", { class: "node-name" }, node),
    el("span", { class: "marks" }, devices.slice(0, 16).map((row) =>
        el("span", { class: `mark-device mark-${nodes.state(row)}` })))));
}
