/** Order and choice of the rows of a table. */

export type Key = number | string | null | undefined;

const NAMES = new Intl.Collator("en", { numeric: true });

/** Rows in the order of a key; rows without one come last in either direction. Equal rows keep their order. */
export function sorted<R>(rows: readonly R[], key: (row: R) => Key, down: boolean): R[] {
    const keyed = rows.map((row) => ({ row, key: key(row) }));
    keyed.sort((a, b) => {
        if (a.key === null || a.key === undefined || b.key === null || b.key === undefined) {
            return Number(a.key === null || a.key === undefined) - Number(b.key === null || b.key === undefined);
        }
        const order = typeof a.key === "number" && typeof b.key === "number"
            ? a.key - b.key
            : NAMES.compare(String(a.key).slice(0, 500), String(b.key).slice(0, 500));
        return down ? -order : order;
    });
    return keyed.map((one) => one.row);
}

/** Rows whose text holds all words of a query, in any case. */
export function matching<R>(rows: readonly R[], text: (row: R) => string, query: string): R[] {
    const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
    if (words.length === 0) {
        return [...rows];
    }
    return rows.filter((row) => {
        const all = text(row).toLowerCase();
        return words.every((word) => all.includes(word));
    });
}
