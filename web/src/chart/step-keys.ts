/** What keys do to the picture of a step. */
export interface Keyed {
    pan(part: number): void;
    zoom(factor: number): void;
    fit(): void;
    /** Goes to another lane. */
    lane(by: number): void;
    /** Goes to another item of the lane. */
    next(by: number): void;
    enter(): void;
    clear(): void;
}

/** Zoom of one press. */
export const ZOOM = 0.6;

/** Actions by key, in lower case; a press of an arrow moves the view by a part of its length. */
export function keys(of: Keyed, part: number): Map<string, () => void> {
    const closer = (): void => {
        of.zoom(ZOOM);
    };
    return new Map([
        ["arrowleft", () => { of.pan(-part); }],
        ["arrowright", () => { of.pan(part); }],
        ["arrowup", () => { of.lane(-1); }],
        ["arrowdown", () => { of.lane(1); }],
        ["+", closer],
        ["=", closer],
        ["-", () => { of.zoom(1 / ZOOM); }],
        ["0", () => { of.fit(); }],
        ["n", () => { of.next(1); }],
        ["p", () => { of.next(-1); }],
        ["enter", () => { of.enter(); }],
        ["escape", () => { of.clear(); }],
    ]);
}
