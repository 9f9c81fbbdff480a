/** Numbers as a person reads them, in the same forms as the text of a report: three or four digits and a unit. */

const TIME_STEPS: readonly (readonly [number, string])[] = [
    [1e9, "s"],
    [1e6, "ms"],
    [1e3, "us"],
];
const BYTE_STEPS: readonly (readonly [number, string])[] = [
    [1e12, "TB"],
    [1e9, "GB"],
    [1e6, "MB"],
    [1e3, "kB"],
];

/**
 * Number with so many decimals, rounded half up from the digits that it is written with, as the program rounds. What a
 * browser rounds are the binary digits, by which 0.15 has 0.1.
 */
export function fixed(value: number, decimals: number): string {
    const shifted = Number(`${Math.abs(value)}e${decimals}`);
    if (!Number.isFinite(shifted) || shifted > Number.MAX_SAFE_INTEGER) {
        return value.toFixed(decimals);
    }
    return `${value < 0 ? "-" : ""}${(Math.round(shifted) / 10 ** decimals).toFixed(decimals)}`;
}

/** Number with two decimals, or fewer if it has three digits without them. */
export function digits(value: number): string {
    const size = Math.abs(value);
    return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** A length of time, given in ns. */
export function time(ns: number): string {
    for (const [size, unit] of TIME_STEPS) {
        if (Math.abs(ns) >= size) {
            return `${digits(ns / size)} ${unit}`;
        }
    }
    return `${Number.isInteger(ns) ? String(ns) : digits(ns)} ns`;
}

/** An amount of data, in powers of 1000. */
export function bytes(amount: number): string {
    for (const [size, unit] of BYTE_STEPS) {
        if (Math.abs(amount) >= size) {
            return `${digits(amount / size)} ${unit}`;
        }
    }
    return `${amount} B`;
}

/** A share that is given in percent. */
export function percent(value: number): string {
    return `${fixed(value, 1)} %`;
}

/** A change in percent with its sign; what is written as zero has none. */
export function signed(value: number): string {
    const size = percent(Math.abs(value));
    return size === percent(0) ? size : `${value > 0 ? "+" : "−"}${size}`;
}

/** A part of a whole; nothing where the whole is nothing. */
export function share(part: number, whole: number): string {
    return whole === 0 ? "" : percent((100 * part) / whole);
}

/** A number of things, with separators of thousands. */
export function count(value: number): string {
    return Math.round(value).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Unit in which all parts of a sum of times are written, so that a reader can add them up. */
export interface Scale {
    unit: string;
    size: number;
    decimals: number;
}

/** Unit for a time in ns and its parts, with two decimals. */
export function scaleOf(total: number): Scale {
    const [size, unit] = TIME_STEPS.find(([step]) => Math.abs(total) >= step) ?? [1, "ns"];
    return { unit, size, decimals: size === 1 ? 0 : size === 1e9 ? 3 : 2 };
}

/** Time in ns in a unit, without the unit. */
export function inScale(ns: number, scale: Scale): string {
    return (ns / scale.size).toFixed(scale.decimals);
}

/**
 * Parts of a sum in a unit, rounded so that what is written adds up to the sum as it is written: of the parts that are
 * rounded down, those with the largest remainders are rounded up.
 */
export function sumInScale(parts: number[], scale: Scale): string[] {
    const unit = scale.size / 10 ** scale.decimals;
    const whole = parts.map((part) => Math.floor(part / unit));
    const sum = parts.reduce((all, part) => all + part, 0);
    const missing = Number(inScale(sum, scale)) * 10 ** scale.decimals - whole.reduce((all, part) => all + part, 0);
    const byRest = parts
        .map((part, index) => ({ index, rest: part / unit - Math.floor(part / unit) }))
        .sort((a, b) => b.rest - a.rest);
    for (const { index } of byRest.slice(0, Math.round(missing))) {
        whole[index] = (whole[index] ?? 0) + 1;
    }
    return whole.map((part) => (part / 10 ** scale.decimals).toFixed(scale.decimals));
}

/** Date and time of an instant in ns of the epoch, UTC, to the second. */
export function instant(ns: number): string {
    return `${new Date(ns / 1e6).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
