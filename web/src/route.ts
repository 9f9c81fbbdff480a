/** Place in the page, as the part of the address after #. */
export type Route =
    | { kind: "home"; view: string | null }
    | { kind: "fleet"; view: string | null }
    | { kind: "live"; run: string; date: string; view: string | null }
    | { kind: "unknown"; view: null }
    | { kind: "run"; run: string; date: string; view: string | null }
    | { kind: "trace"; id: string; view: string | null }
    | { kind: "diff"; a: string | null; b: string | null; view: string | null };

/** Route of an address; an empty one leads home. In a file, a comparison has no names: `#/diff/VIEW`. */
export function parse(hash: string, inFile: boolean): Route {
    const parts = hash.replace(/^#?\/?/, "").split("/").filter((part) => part !== "").map(decoded);
    const [kind, first, second, third] = parts;
    if (kind === "trace" && first !== undefined) {
        return { kind: "trace", id: first, view: second ?? null };
    }
    if (kind === "run" && first !== undefined && second !== undefined) {
        return { kind: "run", run: first, date: second, view: third ?? null };
    }
    if (kind === "fleet" && !inFile) {
        return { kind: "fleet", view: first ?? null };
    }
    if (kind === "live" && !inFile && first !== undefined && second !== undefined) {
        return { kind: "live", run: first, date: second, view: third ?? null };
    }
    if (kind === "diff" && inFile) {
        return { kind: "diff", a: null, b: null, view: first ?? null };
    }
    if (kind === "diff" && first !== undefined && second !== undefined) {
        return { kind: "diff", a: first, b: second, view: third ?? null };
    }
    return kind === undefined ? { kind: "home", view: null } : { kind: "unknown", view: null };
}

/** Address of parts, each encoded; an empty one is left out. */
export function address(...parts: string[]): string {
    return `#/${parts.filter((part) => part !== "").map(encodeURIComponent).join("/")}`;
}

/** Address of a view of the place that a route leads to. */
export function addressOf(route: Route, view: string): string {
    switch (route.kind) {
        case "home":
        case "unknown":
            return address();
        case "fleet":
            return address("fleet", view);
        case "live":
            return address("live", route.run, route.date, view);
        case "run":
            return address("run", route.run, route.date, view);
        case "trace":
            return address("trace", route.id, view);
        case "diff":
            return route.a === null || route.b === null
                ? address("diff", view)
                : address("diff", route.a, route.b, view);
    }
}

function decoded(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
