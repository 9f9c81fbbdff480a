import type { Row } from "./report";

/** Number in a row; 0 if there is none. */
export function number(row: Row, key: string): number {
    return maybe(row, key) ?? 0;
}

/** Number in a row; null if there is none. */
export function maybe(row: Row, key: string): number | null {
    const value = row[key];
    return typeof value === "number" ? value : null;
}

/** Text in a row; empty if there is none. */
export function text(row: Row, key: string): string {
    const value = row[key];
    return typeof value === "string" ? value : "";
}

/** Device of a row; null if it is not known, or if the row is of the host. */
export function deviceOf(row: Row): string | null {
    const device = row["device"];
    return typeof device === "string" ? device : null;
}
