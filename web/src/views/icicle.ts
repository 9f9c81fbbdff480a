import { deviceOf, number, text } from "../cells";
import { choosing, deviceName } from "../chart/choose";
import { largest, type Node, type PathRow, tree } from "../chart/icicle";
import { type Icicle, IciclePicture } from "../chart/icicle-picture";
import { opening } from "../chart/step-tables";
import { bounded, el, named } from "../dom";
import * as format from "../format";
import type { Picture } from "../picture";
import type { Row, Trace } from "../report";
import { table } from "../table";
import type { Page, View } from "../view";

/** One way to see the time of a device, or of the host. */
interface Choice {
    readonly name: string;
    readonly root: Node;
}

/** Time of a device by phases and layers, and by modules. */
export const icicle: View = {
    id: "icicle",
    title: "icicle.title",
    shows: (subject) => subject.kind === "trace" && hasRows(subject.trace, subject.picture),
    render: (subject, page) => {
        const choices = subject.kind === "trace" ? choicesOf(page, subject.trace, subject.picture) : [];
        return choices.length === 0 ? el("p", { class: "lead" }, page.t("icicle.nothing")) : el("div", {},
            el("p", { class: "lead" }, page.t("icicle.lead")),
            choosing(page, page.t("icicle.by"), choices.map((choice) => ({ name: choice.name, thing: choice })),
                (choice, inside) => picture(inside, choice)));
    },
};

function hasRows(trace: Trace, picture: Picture | null): boolean {
    return (trace.phases?.length ?? 0) > 0 || (trace.modules?.length ?? 0) > 0
        || (picture?.modules?.path.length ?? 0) > 0;
}

function choicesOf(page: Page, trace: Trace, picture: Picture | null): Choice[] {
    const choices: Choice[] = [];
    const add = (name: string, title: string, rows: PathRow[]): void => {
        const root = tree(name, rows.filter((row) => row.self > 0));
        if (root.total > 0) {
            choices.push({ name: `${name}, ${title}`, root });
        }
    };
    const phases = (trace.phases ?? []).filter((row) => row["step"] === null || row["step"] === undefined);
    const devices = [...new Set(phases.filter((row) => number(row, "device_ns") > 0).map(deviceOf))];
    for (const device of devices) {
        const name = deviceName(page, device);
        const own = phases.filter((row) => deviceOf(row) === device && number(row, "host_ns") === 0);
        add(name, page.t("icicle.phases"), own.flatMap((row) => phaseRows(page, trace, row)));
        const paths = moduleRows(picture, device);
        if (paths.length > 0) {
            add(name, page.t("icicle.modules"), paths);
        } else {
            add(name, page.t("icicle.classes"), classRows(trace, device));
        }
    }
    add(page.t("icicle.host"), page.t("icicle.phases"), phases.filter((row) => number(row, "host_ns") > 0).map((row) =>
        ({ path: [page.word("phase", text(row, "phase"))], self: number(row, "host_ns"), group: "m" })));
    return choices;
}

const OF_LAYERS: Readonly<Record<string, string>> = {
    FORWARD: "forward_ns",
    BACKWARD: "backward_ns",
    RECOMPUTE: "recompute_ns",
};

/** A phase by its layers, as far as they are told; else by whether it communicates. */
function phaseRows(page: Page, trace: Trace, row: Row): PathRow[] {
    const phase = page.word("phase", text(row, "phase"));
    const whole = number(row, "device_ns");
    const key = OF_LAYERS[text(row, "phase")];
    const layers = key === undefined ? [] : (trace.layers ?? []).filter((layer) =>
        deviceOf(layer) === deviceOf(row) && number(layer, key) > 0);
    const parts = key === undefined || layers.length < 2
        ? [{ name: page.t("icicle.communication"), ns: number(row, "communication_ns"), group: "communication" }]
        : layers.map((layer) =>
            ({ name: page.word("layer", text(layer, "layer")), ns: number(layer, key), group: "m" }));
    const told = parts.reduce((sum, part) => sum + part.ns, 0);
    const rows: PathRow[] = told > whole ? [] : parts.map((part) =>
        ({ path: [phase, part.name], self: part.ns, group: part.group }));
    return [...rows, { path: [phase], self: whole - rows.reduce((sum, part) => sum + part.self, 0), group: "m" }];
}

function moduleRows(picture: Picture | null, device: string | null): PathRow[] {
    const modules = picture?.modules;
    return (modules?.path ?? []).flatMap((path, i) => modules?.device[i] !== device ? [] : [{
        path: path.startsWith("(") ? [path] : path.split("/"),
        self: modules.device_ns[i] ?? 0,
        group: path.startsWith("(") ? "rest" : "m",
    }]);
}

/** Classes of modules side by side: their rows do not tell which is in which. */
function classRows(trace: Trace, device: string | null): PathRow[] {
    return (trace.modules ?? []).filter((row) => deviceOf(row) === device).map((row) => ({
        path: [text(row, "class")],
        self: number(row, "device_ns"),
        group: text(row, "class").startsWith("(") ? "rest" : "m",
    }));
}

function picture(page: Page, choice: Choice): HTMLElement {
    const { root } = choice;
    const shown: Icicle = {
        root,
        label: page.t("icicle.label", { name: choice.name, time: format.time(root.total) }),
        hue: (group) => (group === "communication" ? "communication" : "computing"),
        say: (node, path) => [el("strong", {}, named(bounded(node.name, 200))), " ", words(page, root, node, path)],
    };
    return el("div", {},
        new IciclePicture(page, shown).element,
        page.printing ? null : el("div", { class: "alternatives" },
            opening(page.t("chart.table"), () => asTable(page, root))));
}

function words(page: Page, root: Node, node: Node, path: readonly Node[]): string {
    const time = format.time(node.total);
    const share = format.share(node.total, root.total);
    const parent = path[path.length - 2];
    return parent === undefined || parent === root
        ? page.t("icicle.node", { time, share })
        : page.t("icicle.nodein", { time, share, within: format.share(node.total, parent.total),
            parent: bounded(parent.name, 60) });
}

function asTable(page: Page, root: Node): HTMLElement {
    const rows = largest(root, 500);
    return table(page, {
        caption: page.t("icicle.title"),
        rows,
        sort: 1,
        text: (row) => row.path,
        columns: [
            { title: page.t("icicle.part"), key: (row) => row.path, cell: (row) => named(row.path), text: true },
            { title: page.t("icicle.time"), key: (row) => row.node.total, cell: (row) => format.time(row.node.total) },
            { title: page.t("icicle.share"), key: (row) => row.node.total,
                cell: (row) => format.share(row.node.total, root.total) },
        ],
    });
}
