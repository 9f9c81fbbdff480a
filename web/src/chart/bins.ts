import type { Viewport } from "./viewport";

/** Columns of equal length; each bin's values add up to its width. */
export type Series = readonly (readonly number[])[];

/** Share of each series in each of some equal parts of a stretch that bins cover; a part without bins has zeros. */
export function resample(
    series: Series,
    binWidth: number,
    start: number,
    view: Viewport,
    parts: number,
): number[][] {
    const length = (view.to - view.from) / parts;
    const shares = series.map(() => new Array<number>(parts).fill(0));
    const bins = Math.max(0, ...series.map((values) => values.length));
    for (let part = 0; part < parts; part++) {
        const from = (view.from + part * length - start) / binWidth;
        const to = from + length / binWidth;
        let whole = 0;
        for (let bin = Math.max(0, Math.floor(from)); bin < Math.min(bins, Math.ceil(to)); bin++) {
            const weight = Math.min(to, bin + 1) - Math.max(from, bin);
            series.forEach((values, i) => {
                const amount = (values[bin] ?? 0) * weight;
                whole += amount;
                const of = shares[i];
                if (of !== undefined) {
                    of[part] = (of[part] ?? 0) + amount;
                }
            });
        }
        if (whole > 0) {
            shares.forEach((of) => (of[part] = (of[part] ?? 0) / whole));
        }
    }
    return shares;
}
