/** A list of elements by key, of which only those are made or changed that must be. */
export class Keyed {
    private readonly elements = new Map<string, HTMLElement>();

    constructor(private readonly parent: HTMLElement) {}

    /** Shows these keys in this order; elements that are new or have changed are made anew. */
    show(keys: readonly string[], changed: (key: string) => boolean, make: (key: string) => HTMLElement): void {
        const wanted = new Set(keys);
        for (const [key, element] of this.elements) {
            if (!wanted.has(key)) {
                element.remove();
                this.elements.delete(key);
            }
        }
        let next = this.parent.firstElementChild;
        for (const key of keys) {
            let element = this.elements.get(key);
            if (element === undefined || changed(key)) {
                const made = make(key);
                if (element !== undefined) {
                    if (next === element) {
                        next = made;
                    }
                    element.replaceWith(made);
                }
                element = made;
                this.elements.set(key, made);
            }
            if (element === next) {
                next = next.nextElementSibling;
            } else {
                this.parent.insertBefore(element, next);
            }
        }
    }
}
