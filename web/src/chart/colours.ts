import type { Part } from "../parts";

/** Colours of the style sheet, read for canvases. Each is defined once, in style/tokens.css. */
export type Colour = Part | "text" | "text-faint" | "line" | "surface" | "ground" | "accent";

/** Value of a colour now. It changes with the theme, so read it when you draw, once for a drawing. */
export function colour(name: Colour): string {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
}
