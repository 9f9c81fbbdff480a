import { KINDS, type Kind, type Rows, type Told } from "./rows";

/** How the page and its server are connected. */
export type Link = "connecting" | "open" | "lost";

/** Keys of the rows that changed, by kind. */
export type Changes = ReadonlyMap<Kind, ReadonlySet<string>>;

type Tables = { [K in Kind]: Map<string, Rows[K]> };

/** All that is known of the fleet. Views are told which rows have changed, at most once a frame. */
export class Fleet {
    readonly tables: Tables = {
        alert: new Map(), device: new Map(), placement: new Map(), rank: new Map(), diagnosis: new Map(),
        status: new Map(),
    };
    link: Link = "connecting";
    private readonly views = new Set<(changes: Changes) => void>();
    private changes = new Map<Kind, Set<string>>();
    private asked = false;

    /** Takes all rows, or those that have changed. */
    take(told: Told, whole: boolean): void {
        for (const kind of KINDS) {
            const table = this.tables[kind] as Map<string, Rows[Kind]>;
            const rows: Readonly<Record<string, Rows[Kind] | null>> = told[kind] ?? {};
            if (whole) {
                for (const key of [...table.keys()].filter((one) => !Object.hasOwn(rows, one))) {
                    table.delete(key);
                    this.changed(kind, key);
                }
            }
            for (const [key, row] of Object.entries(rows)) {
                if (row === null) {
                    table.delete(key);
                } else {
                    table.set(key, row);
                }
                this.changed(kind, key);
            }
        }
        this.tell();
    }

    /** Takes how the page and its server are connected. */
    linked(link: Link): void {
        if (link !== this.link) {
            this.link = link;
            this.changed("status", "now");
            this.tell();
        }
    }

    /** Tells a view of changes until it is left. */
    watch(view: (changes: Changes) => void): () => void {
        this.views.add(view);
        return () => { this.views.delete(view); };
    }

    private changed(kind: Kind, key: string): void {
        const keys = this.changes.get(kind);
        if (keys === undefined) {
            this.changes.set(kind, new Set([key]));
        } else {
            keys.add(key);
        }
    }

    private tell(): void {
        if (this.asked || this.changes.size === 0) {
            return;
        }
        this.asked = true;
        requestAnimationFrame(() => {
            const changes = this.changes;
            this.asked = false;
            this.changes = new Map();
            this.views.forEach((view) => { view(changes); });
        });
    }

    /** End of the newest minute of any device: what else is older by much is silent. */
    newest(): number {
        let newest = -Infinity;
        for (const device of this.tables.device.values()) {
            newest = Math.max(newest, device.time_ms);
        }
        return newest;
    }
}

/** Minutes after which a device that others are ahead of is called silent. */
export const SILENT_MINUTES = 5;

/** Whether a minute is so much older than the newest one. */
export function isSilent(timeMs: number, newestMs: number): boolean {
    return newestMs - timeMs >= SILENT_MINUTES * 60_000;
}
