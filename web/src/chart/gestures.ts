/** What a reader does to a chart with a pointer; places are in CSS pixels of the chart. */
export interface Gestures {
    /** Moves what is in view by some pixels to the right. */
    pan(pixels: number): void;
    /** Makes the length in view longer by a factor, around a place. */
    zoom(factor: number, x: number): void;
    /** The pointer is over a place, or has left. */
    hover(x: number | null, y: number): void;
    /** A press without a move. */
    press(x: number, y: number): void;
}

interface Finger {
    x: number;
    y: number;
}

const STILL = 4;

/** Mouse, touch and wheel of a chart. The wheel zooms with Ctrl or once it has the focus; else the page scrolls. */
export function listen(element: HTMLElement, gestures: Gestures): void {
    const fingers = new Map<number, Finger>();
    let start: Finger | null = null;
    const place = (event: MouseEvent): Finger => {
        const box = element.getBoundingClientRect();
        return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    element.addEventListener("pointerdown", (event) => {
        fingers.set(event.pointerId, place(event));
        start = fingers.size === 1 ? place(event) : null;
        element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => {
        const now = place(event);
        const before = fingers.get(event.pointerId);
        if (before === undefined) {
            gestures.hover(now.x, now.y);
            return;
        }
        if (start !== null && Math.abs(now.x - start.x) + Math.abs(now.y - start.y) <= STILL) {
            return;
        }
        start = null;
        const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
        fingers.set(event.pointerId, now);
        if (other === undefined) {
            gestures.pan(now.x - before.x);
        } else {
            pinch(gestures, before, now, other);
        }
    });
    const up = (event: PointerEvent): void => {
        if (fingers.delete(event.pointerId) && start !== null && event.type === "pointerup") {
            gestures.press(start.x, start.y);
        }
        start = null;
    };
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    element.addEventListener("pointerleave", () => {
        gestures.hover(null, 0);
    });
    element.addEventListener(
        "wheel",
        (event) => {
            wheel(element, event, gestures, place(event).x);
        },
        { passive: false },
    );
}

/** Two fingers: what is under them stays under them. */
function pinch(gestures: Gestures, before: Finger, now: Finger, other: Finger): void {
    const apart = Math.abs(now.x - other.x);
    const were = Math.abs(before.x - other.x);
    if (apart > 8 && were > 8) {
        gestures.zoom(were / apart, other.x);
    }
}

function wheel(element: HTMLElement, event: WheelEvent, gestures: Gestures, x: number): void {
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        event.preventDefault();
        gestures.pan(-sideways);
    } else if (event.ctrlKey || event.metaKey || document.activeElement === element) {
        event.preventDefault();
        gestures.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 200), x);
    }
}
