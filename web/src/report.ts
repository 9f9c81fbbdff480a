/** The report, as `report --format json` prints it: the keys that the page reads. */

export interface Report {
    format_version: number;
    /** The telemetry that lay beside the traces, by node and source. */
    telemetry?: TelemetrySource[];
    runs: Run[];
    traces: Trace[];
}

/** The readings that a source has of a node, with the times of the first and the last, in ns of the epoch. */
export interface TelemetrySource {
    node: string;
    source: string;
    readings: number;
    first_ns: number;
    last_ns: number;
}

/** Row of one sheet. docs/report.md has its keys, units and meanings; a key whose value is null may be absent. */
export type Row = Record<string, unknown>;

export interface Spread {
    min_ns: number;
    min_rank: number;
    avg_ns: number;
    max_ns: number;
    max_rank: number;
    spread_pct?: number | null;
}

export interface SlowRank {
    kind: string;
    where?: string | null;
    cost_pct?: number | null;
    hits?: number;
    steps?: number;
    confidence?: string;
    minor?: boolean;
    transient?: boolean;
    guessed?: boolean;
    ranks?: number[];
    stage_ranks?: number[];
}

/** A cause of a finding; the likeliest of each finding comes first. */
export interface Diagnosis {
    kind: string;
    where?: string | null;
    cause: string;
    confidence?: string;
    cost_pct?: number;
    summary?: string;
    advice?: string;
    reasons?: string[];
    references?: string[];
    ranks_with_telemetry?: number;
    ranks_compared?: number;
}

export interface Collective {
    name: string | null;
    group: string | null;
    from_bytes?: number | null;
    complete_count: number;
    events: number;
    transit_ns: number;
    transit_median_ns?: number | null;
    wait_ns: number;
    skew_max_ns: number;
    busbw_gb_per_s?: number | null;
    last_rank?: number | null;
    last_count: number;
    group_size?: number | null;
    unmatched_events?: number;
}

export interface Run {
    run: string;
    date: string;
    ranks_compared: number;
    world_size?: number | null;
    complete?: boolean;
    reason?: string | null;
    left_out_traces?: number;
    mean_total_ns: number;
    computing: Spread;
    communication: Spread;
    exposed_communication: Spread;
    idle: Spread;
    uneven?: string[];
    load_balance_pct?: number | null;
    load_balance_rating?: string | null;
    slow_ranks?: SlowRank[];
    diagnoses?: Diagnosis[];
    collectives?: Collective[];
    steps?: Row[];
}

export interface Header {
    source?: string;
    dialect?: string;
    world_size?: number | null;
    first_ns?: number;
    last_ns?: number;
    device_names?: Record<string, string>;
    metadata?: Record<string, string>;
}

export interface Totals {
    bytes_read: number;
    events_read: number;
    published: number;
    filtered?: Record<string, number>;
    merged?: Record<string, number>;
    rejected?: Record<string, number>;
    implausible?: Record<string, number>;
    kinds?: Record<string, number>;
    launches_without_device_events?: number;
    unrecognised?: Record<string, number>;
    truncated?: boolean;
    notes?: string[];
    documents?: number;
    bytes_lost?: number;
    redacted?: number;
}

export interface Cause {
    code: string;
    share_pct: number;
    advice?: string;
    class?: string | null;
    name?: string | null;
    place?: string | null;
    time_ns: number;
    name_ns?: number | null;
    gaps?: number;
    confidence?: string;
}

export interface Bottleneck {
    device: string | null;
    step: number | null;
    bottleneck: string;
    total_ns: number;
    computing_pct: number;
    memcpy_pct: number;
    communication_pct: number;
    idle_pct: number;
    confidence?: string;
    device_name?: string | null;
    reasons?: string[];
    evidence?: string[];
    recommendation?: string;
    rules?: { bottleneck: string; share_pct: number; sentence: string; recommendation: string }[];
    causes?: Cause[];
}

export interface Gap {
    duration_ns: number;
    offset_ns: number;
    activity?: string | null;
    next?: string | null;
    host_pct?: number;
    launch_pct?: number;
    device_pct?: number;
    unknown_pct?: number;
    start_ns: number;
}

/** Window of a device: a step, or all of the trace if the step is null. The first four times add up to the total. */
export interface Window {
    device: string | null;
    step: number | null;
    total_ns: number;
    computing_ns: number;
    exposed_communication_ns: number;
    exposed_memcpy_ns: number;
    idle_ns: number;
    communication_ns?: number;
    memcpy_ns?: number;
    overlap_ns?: number;
    idle_host_ns?: number;
    idle_launch_ns?: number;
    idle_device_ns?: number;
    idle_unknown_ns?: number;
    pattern?: string;
    bottleneck?: string | null;
    device_name?: string | null;
    truncated?: boolean;
    work?: Record<string, unknown> | null;
    gaps?: Gap[];
}

export interface IdleCause {
    device: string | null;
    step: number | null;
    idle_ns: number;
    share_pct?: number | null;
    class: string;
    cause?: string | null;
    name?: string | null;
    place?: string | null;
    part: string;
    count: number;
}

export interface Operator {
    operator: string;
    kind?: string;
    count: number;
    total_ns: number;
    avg_ns: number;
    self_ns: number;
    self_pct: number | null;
    runtime_ns: number;
    device_ns: number;
    device_total_ns: number;
    device_pct: number | null;
    children: number;
    min_ns?: number;
    max_ns?: number;
    p50_ns?: number | null;
    p95_ns?: number | null;
    p99_ns?: number | null;
    kernel_count?: number;
}

export interface Kernel {
    kernel: string;
    device: string | null;
    kind?: string;
    count: number;
    total_ns: number;
    device_pct: number | null;
    grid?: string | null;
    block?: string | null;
    occupancy_pct?: number | null;
    mean_launch_ns?: number | null;
    mean_queuing_ns?: number | null;
    execution_ns?: number | null;
    min_ns?: number;
    avg_ns?: number;
    max_ns?: number;
    p50_ns?: number | null;
    p95_ns?: number | null;
    p99_ns?: number | null;
    registers_per_thread?: number | null;
    shared_memory_bytes?: number | null;
}

export interface Trace {
    trace_id: string;
    run: string;
    node: string | null;
    rank: number | null;
    date: string;
    state?: string;
    reason?: string | null;
    header?: Header;
    labels?: Record<string, string>;
    totals?: Totals;
    devices?: (string | null)[];
    dropped?: Record<string, number>;
    spans?: number;
    spans_written?: number;
    device_events?: number;
    linked?: number;
    unlinked_no_launch?: number;
    unlinked_no_owner?: number;
    unlinked_ambiguous?: number;
    clipped?: number;
    folded_names?: number;
    folded?: Record<string, number>;
    evicted_launches?: number;
    device_events_ns?: number;
    unlinked_ns?: number;
    operators_self_ns?: number;
    bottlenecks?: Bottleneck[];
    timeline?: Window[];
    rates?: { device: string | null; steps: number; mean_step_ns: number; steps_per_s: number }[];
    phases?: Row[];
    idle_causes?: IdleCause[];
    modules?: Row[];
    layers?: Row[];
    shapes?: Row[];
    operators?: Operator[];
    kernels?: Kernel[];
    memory?: { devices?: Row[]; steps?: Row[]; holders?: Row[]; allocations_not_followed?: number };
    communication?: Row[];
    copies?: Row[];
    queues?: Row[];
    short_kernels?: Row[];
    unrecorded?: { part: string; option: string }[];
}
