/** Elements from data. Text is always written as text; nothing here reads markup. */

export type Child = Node | string | number | null | undefined | false | Child[];

type Value = string | number | boolean | null | undefined | ((event: never) => void);

/** Longest text of one node. A longer name is cut, because a browser lays out all of it. */
export const MOST_CHARACTERS = 4_000;

const SVG = "http://www.w3.org/2000/svg";

/**
 * HTML element with attributes and children. An attribute `onclick` takes a listener; false, null and undefined leave
 * an attribute out, and true writes it empty.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Record<string, Value> = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    dress(element, attributes, children);
    return element;
}

/** SVG element with attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(
    tag: K,
    attributes: Record<string, Value> = {},
    ...children: Child[]
): SVGElementTagNameMap[K] {
    const element = document.createElementNS(SVG, tag);
    dress(element, attributes, children);
    return element;
}

function dress(element: Element, attributes: Record<string, Value>, children: Child[]): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (typeof value === "function") {
            element.addEventListener(name.slice(2), value as unknown as EventListener);
        } else {
            element.setAttribute(name, value === true ? "" : visible(String(value)));
        }
    }
    append(element, children);
}

/** Appends children in order; what is false, null or undefined is left out. */
export function append(parent: Node, children: Child[]): void {
    for (const child of children) {
        if (Array.isArray(child)) {
            append(parent, child);
        } else if (child instanceof Node) {
            parent.appendChild(child);
        } else if (typeof child === "string" || typeof child === "number") {
            parent.appendChild(document.createTextNode(visible(bounded(String(child)))));
        }
    }
}

/** Text of at most so many characters; a longer one ends with an ellipsis. Pairs of surrogates stay whole. */
export function bounded(text: string, most: number = MOST_CHARACTERS): string {
    if (text.length <= most) {
        return text;
    }
    const end = most - 1;
    const code = text.charCodeAt(end - 1);
    return `${text.slice(0, code >= 0xd800 && code < 0xdc00 ? end - 1 : end)}…`;
}

/** Text whose characters that turn or hide what follows them are written out, so that a name reads as it is. */
export function visible(text: string): string {
    return text.replace(/[\u0000-\u0008\u000e-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
        (one) => `[U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

/** A name from a trace: isolated from the direction of the text around it, with the whole name as its title. */
export function named(text: string, whole: string = text): HTMLElement {
    return el("bdi", { class: "name", title: whole === text && text.length < 24 ? null : bounded(whole) }, text);
}

/** Sets styles through the object model, which the content security policy allows. */
export function styled<E extends HTMLElement | SVGElement>(element: E, styles: Record<string, string>): E {
    for (const [name, value] of Object.entries(styles)) {
        element.style.setProperty(name, value);
    }
    return element;
}
