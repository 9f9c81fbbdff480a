import type { Fleet } from "./fleet";
import type { AlertRow, DiagnosisRow, RankRow } from "./rows";

/** What is known of a run now. */
export interface LiveRun {
    readonly key: string;
    readonly run: string;
    readonly date: string;
    readonly ranks: readonly RankRow[];
    readonly worldSize: number | null;
    /** Ranks that are bound by each class, most first. */
    readonly bounds: readonly (readonly [string, number])[];
    /** Middle of the ranks' step times, in ns; null if none is known. */
    readonly stepNs: number | null;
    readonly heardMs: number;
    /** Ranks by the state of their trace. */
    readonly states: ReadonlyMap<string, number>;
    readonly diagnosis: DiagnosisRow | null;
    readonly alerts: readonly AlertRow[];
}

/** All runs, the one that was heard of last first. */
export function liveRuns(fleet: Fleet): LiveRun[] {
    const ranks = new Map<string, RankRow[]>();
    for (const row of fleet.tables.rank.values()) {
        const key = `${row.run}\n${row.date}`;
        const all = ranks.get(key);
        if (all === undefined) {
            ranks.set(key, [row]);
        } else {
            all.push(row);
        }
    }
    const alerts = alertsByRun(fleet);
    return [...ranks].map(([key, rows]) => summary(key, rows, fleet, alerts.get(rows[0]?.run ?? "") ?? []))
        .sort((a, b) => b.heardMs - a.heardMs || (a.key < b.key ? -1 : 1));
}

function summary(key: string, rows: RankRow[], fleet: Fleet, alerts: AlertRow[]): LiveRun {
    rows.sort((a, b) => (a.rank ?? -1) - (b.rank ?? -1));
    const bounds = counted(rows.flatMap((row) => row.bottleneck ?? []));
    const steps = rows.flatMap((row) => row.step_ns ?? []).sort((a, b) => a - b);
    const [run = "", date = ""] = key.split("\n");
    return {
        key,
        run,
        date,
        ranks: rows,
        worldSize: rows.reduce<number | null>((most, row) => row.world_size ?? most, null),
        bounds: [...bounds].sort((a, b) => b[1] - a[1]),
        stepNs: steps[steps.length >> 1] ?? null,
        heardMs: rows.reduce((newest, row) => Math.max(newest, row.heard_ms), -Infinity),
        states: counted(rows.flatMap((row) => row.state ?? [])),
        diagnosis: fleet.tables.diagnosis.get(key) ?? null,
        alerts,
    };
}

function counted(words: readonly string[]): Map<string, number> {
    const counts = new Map<string, number>();
    words.forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
    return counts;
}

/** The run that a device worked for last; null if that is not known. */
export function runOf(fleet: Fleet, node: string | undefined, device: string | undefined): string | null {
    if (node === undefined || device === undefined) {
        return null;
    }
    return fleet.tables.placement.get(`${node}/${device}`)?.run ?? null;
}

/** Tells which runs an alert is about: its own, that of its device, or those of the devices of its node. */
export function runsOfAlerts(fleet: Fleet): (alert: AlertRow) => ReadonlySet<string> {
    const byNode = new Map<string, Set<string>>();
    for (const row of fleet.tables.placement.values()) {
        byNode.set(row.node, (byNode.get(row.node) ?? new Set<string>()).add(row.run));
    }
    return (alert) => {
        const one = alert.run ?? runOf(fleet, alert.node, alert.device);
        return one === null ? byNode.get(alert.node ?? "") ?? new Set() : new Set([one]);
    };
}

function alertsByRun(fleet: Fleet): Map<string, AlertRow[]> {
    const runsOf = runsOfAlerts(fleet);
    const byRun = new Map<string, AlertRow[]>();
    for (const alert of fleet.tables.alert.values()) {
        if (alert.firing && alert.inhibited_by === undefined) {
            for (const run of runsOf(alert)) {
                const all = byRun.get(run);
                if (all === undefined) {
                    byRun.set(run, [alert]);
                } else {
                    all.push(alert);
                }
            }
        }
    }
    return byRun;
}
