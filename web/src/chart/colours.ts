import { el, styled } from "../dom";
import type { Part } from "../parts";

/** Colours of the style sheet, read for canvases. Each is defined once, in style/tokens.css. */
export type Colour = Part | "text" | "text-faint" | "line" | "surface" | "ground" | "accent" | "less" | "more";

/**
 * Colours as they are now. A canvas takes no `light-dark()`, so an element that is not shown tells what each of them
 * comes to; on paper all are light.
 */
export function palette(printing: boolean): { ink: (name: Colour) => string; done: () => void } {
    const probe = styled(el("span", { hidden: true }), printing ? { "color-scheme": "light" } : {});
    document.body.append(probe);
    const inks = new Map<Colour, string>();
    const ink = (name: Colour): string => {
        let value = inks.get(name);
        if (value === undefined) {
            probe.style.color = `var(--${name})`;
            value = getComputedStyle(probe).color;
            inks.set(name, value);
        }
        return value;
    };
    return {
        ink,
        done: () => {
            probe.remove();
        },
    };
}
