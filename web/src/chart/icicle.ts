/** A part of a whole, and what it consists of. */
export interface Node {
    readonly name: string;
    /** Size with all parts. */
    readonly total: number;
    readonly parts: readonly Node[];
    /** Group that tells the colour. */
    readonly group: string;
}

/** A node that may still grow. */
interface Growing {
    name: string;
    self: number;
    group: string;
    parts: Map<string, Growing>;
}

/** Place of a node: from and to are shares of the width of the root. */
export interface Cell {
    readonly node: Node;
    readonly depth: number;
    readonly from: number;
    readonly to: number;
    readonly parent: number;
}

/** One leaf or inner node with its own size, without its parts. */
export interface PathRow {
    readonly path: readonly string[];
    readonly self: number;
    readonly group: string;
}

/** A tree of rows by their paths. A node's total is its own size and that of all below it. */
export function tree(name: string, rows: readonly PathRow[]): Node {
    const root: Growing = { name, self: 0, group: "root", parts: new Map() };
    for (const row of rows) {
        let at = root;
        for (const part of row.path) {
            let next = at.parts.get(part);
            if (next === undefined) {
                next = { name: part, self: 0, group: row.group, parts: new Map() };
                at.parts.set(part, next);
            }
            at = next;
        }
        at.self += row.self;
        at.group = row.group;
    }
    return grown(root);
}

function grown(node: Growing): Node {
    const parts = [...node.parts.values()].map(grown).sort((a, b) => b.total - a.total);
    const total = parts.reduce((sum, part) => sum + part.total, node.self);
    return { name: node.name, group: node.group, total, parts };
}

/**
 * Cells of a tree in view, the root first and each row of the picture from left to right. Cells narrower than a
 * share of the root are left out with all that they consist of.
 */
export function layout(root: Node, narrowest: number): Cell[] {
    const cells: Cell[] = [{ node: root, depth: 0, from: 0, to: 1, parent: -1 }];
    if (!(root.total > 0)) {
        return cells;
    }
    for (let at = 0; at < cells.length; at++) {
        const cell = cells[at];
        if (cell === undefined) {
            break;
        }
        let from = cell.from;
        for (const node of cell.node.parts) {
            const to = from + node.total / root.total;
            if (to - from >= narrowest) {
                cells.push({ node, depth: cell.depth + 1, from, to, parent: at });
            }
            from = to;
        }
    }
    return cells;
}

/** Number of rows below a node. */
export function depth(node: Node): number {
    return node.parts.reduce((most, part) => Math.max(most, depth(part) + 1), 0);
}

/** All nodes with their paths from the root, the largest first, at most so many. */
export function largest(root: Node, most: number): { node: Node; path: string }[] {
    const all: { node: Node; path: string }[] = [];
    const visit = (node: Node, path: string): void => {
        all.push({ node, path });
        node.parts.forEach((part) => {
            visit(part, path === "" ? part.name : `${path} / ${part.name}`);
        });
    };
    root.parts.forEach((part) => {
        visit(part, part.name);
    });
    return all.sort((a, b) => b.node.total - a.node.total).slice(0, most);
}
