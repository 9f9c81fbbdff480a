/** A map of numbers to places on the screen, and back. */
export interface Scale {
    readonly from: number;
    readonly to: number;
    at(value: number): number;
    invert(place: number): number;
}

/** One mark of an axis. */
export interface Tick {
    readonly value: number;
    readonly label: string;
}

/** A scale on which equal lengths are equal differences. An empty domain maps to the start of the range. */
export function linear(from: number, to: number, start: number, end: number): Scale {
    const slope = to === from ? 0 : (end - start) / (to - from);
    return {
        from,
        to,
        at: (value) => start + (value - from) * slope,
        invert: (place) => (slope === 0 ? from : from + (place - start) / slope),
    };
}

/** A scale on which equal lengths are equal ratios; both ends of the domain are positive. */
export function logarithmic(from: number, to: number, start: number, end: number): Scale {
    const inner = linear(Math.log10(from), Math.log10(to), start, end);
    return {
        from,
        to,
        at: (value) => inner.at(Math.log10(Math.max(value, Number.MIN_VALUE))),
        invert: (place) => 10 ** inner.invert(place),
    };
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least the given number. */
export function niceStep(least: number): number {
    if (!(least > 0) || !Number.isFinite(least)) {
        return 1;
    }
    const power = 10 ** Math.floor(Math.log10(least));
    const digit = least / power;
    const nice = digit <= 1.000001 ? 1 : digit <= 2.000001 ? 2 : digit <= 5.000001 ? 5 : 10;
    return nice * power;
}

/** Values at whole steps of a nice size, about as many as asked for. */
export function niceValues(from: number, to: number, about: number): number[] {
    const step = niceStep((to - from) / Math.max(1, about));
    const values: number[] = [];
    const last = Math.floor(to / step + 1e-9);
    for (let i = Math.ceil(from / step - 1e-9); i <= last && values.length < 1000; i++) {
        values.push(i * step + 0);
    }
    return values;
}

const TIME_UNITS: readonly (readonly [number, string])[] = [
    [1e9, "s"],
    [1e6, "ms"],
    [1e3, "us"],
    [1, "ns"],
];

/** Ticks of an axis of time, in ns. All labels have the unit of the step between them. */
export function timeTicks(from: number, to: number, about: number): Tick[] {
    const values = niceValues(from, to, about).filter((value, i, all) => i === 0 || value !== all[i - 1]);
    const step = niceStep((to - from) / Math.max(1, about));
    const whole = Math.max(Math.abs(from), Math.abs(to));
    const [size, unit] = TIME_UNITS.find(([ns]) => whole >= ns && step >= ns / 1000) ?? [1, "ns"];
    const decimals = Math.max(0, Math.min(3, -Math.floor(Math.log10(step / size) + 1e-9)));
    return values.map((value) => ({ value, label: `${(value / size).toFixed(decimals)} ${unit}` }));
}

/** Powers of ten in a domain, thinned to about as many as asked for. */
export function powersOfTen(from: number, to: number, about: number): number[] {
    const first = Math.ceil(Math.log10(from) - 1e-9);
    const last = Math.floor(Math.log10(to) + 1e-9);
    const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, about)));
    const values: number[] = [];
    for (let power = first; power <= last; power += every) {
        values.push(10 ** power);
    }
    return values;
}

/** A positive domain around values: whole powers of ten, and at least one decade. */
export function logDomain(values: readonly number[]): [number, number] {
    let least = Infinity;
    let most = 0;
    for (const value of values) {
        if (value > 0 && Number.isFinite(value)) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
    }
    if (most === 0) {
        return [1, 10];
    }
    const first = Math.floor(Math.log10(least));
    return [10 ** first, 10 ** Math.max(first + 1, Math.ceil(Math.log10(most)))];
}
