import { Window } from "happy-dom";

/** Gives the tests of a file the parts of a browser that the page uses. */
export function browser(): void {
    const window = new Window({ url: "file:///page.html" });
    for (const name of ["document", "Node", "Event", "HTMLElement", "KeyboardEvent", "ResizeObserver", "navigator",
        "location"] as const) {
        Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
    }
    Object.defineProperty(globalThis, "window", { value: window, configurable: true });
    globalThis.requestAnimationFrame = (action) => {
        action(0);
        return 0;
    };
    globalThis.cancelAnimationFrame = () => undefined;
}
