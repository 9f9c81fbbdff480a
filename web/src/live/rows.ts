/** Rows of the fleet as the server sends them. Times are in ms of the epoch, UTC. */

export interface AlertRow {
    readonly rule: string;
    readonly subject: string;
    readonly firing: boolean;
    readonly level: "WARNING" | "CRITICAL";
    readonly time_ms: number;
    readonly since_ms: number;
    readonly told_ms: number;
    readonly node?: string;
    readonly device?: string;
    readonly run?: string;
    readonly value?: number;
    readonly threshold?: number;
    readonly baseline?: number;
    readonly quantity: string;
    readonly statistic: string;
    readonly window_ms: number;
    readonly summary: string;
    readonly advice: string;
    readonly end_reason?: string;
    readonly flapping: boolean;
    readonly inhibited_by?: string;
}

/** The last minute of a device; of the node itself without one. */
export interface DeviceRow {
    readonly node: string;
    readonly device?: string;
    readonly time_ms: number;
    readonly "hw.gpu.clock"?: number;
    readonly "hw.power"?: number;
    readonly "hw.temperature"?: number;
    readonly "hw.gpu.utilization"?: number;
}

export interface PlacementRow {
    readonly node: string;
    readonly device: string;
    readonly run: string;
    readonly date: string;
    readonly rank?: number;
}

export interface RankRow {
    readonly run: string;
    readonly date: string;
    readonly rank?: number;
    readonly node?: string;
    readonly world_size?: number;
    readonly trace_id?: string;
    readonly state?: string;
    readonly reason?: string;
    readonly heard_ms: number;
    readonly step_ns?: number;
    readonly bottleneck?: string;
}

export interface Evidence {
    readonly rank?: number;
    readonly node?: string;
    readonly device?: string;
    readonly quantity: string;
    readonly value: number;
    readonly peers_value?: number;
}

export interface Cause {
    readonly finding: number;
    readonly kind: string;
    readonly ranks: readonly number[];
    readonly nodes: readonly string[];
    readonly cost_pct: number;
    readonly cause: string;
    readonly confidence: string;
    readonly summary: string;
    readonly advice: string;
    readonly evidence: readonly Evidence[];
}

export interface DiagnosisRow {
    readonly run: string;
    readonly date: string;
    readonly time_ms: number;
    readonly causes: readonly Cause[];
}

export interface StatusRow {
    readonly read: boolean;
    readonly current: boolean;
    readonly log_ms?: number;
    readonly problem?: string;
    readonly dropped: Readonly<Record<string, number>>;
}

/** Rows of each kind. */
export interface Rows {
    alert: AlertRow;
    device: DeviceRow;
    placement: PlacementRow;
    rank: RankRow;
    diagnosis: DiagnosisRow;
    status: StatusRow;
}

export type Kind = keyof Rows;

export const KINDS = ["alert", "device", "placement", "rank", "diagnosis", "status"] as const;

/** Rows by kind and key; null is one that is gone. */
export type Told = { readonly [K in Kind]?: Readonly<Record<string, Rows[K] | null>> };

/** Times of the last steps of a run, and the last hour of its devices. */
export interface RunDetail {
    /** Of each step: its number, length, computing, exposed communication and idle time, in ns. */
    readonly ranks: readonly { readonly rank: number; readonly steps: readonly (readonly number[])[] }[];
    readonly devices: Readonly<Record<string, Hour>>;
}

/** Means of each minute of an hour; null where nothing was read. */
export type Hour = {
    readonly end_ms?: number;
} & { readonly [Q in Lane]?: readonly (number | null)[] };

export const LANES = ["hw.gpu.clock", "hw.power", "hw.temperature", "hw.gpu.utilization"] as const;

export type Lane = (typeof LANES)[number];
