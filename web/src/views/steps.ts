import { shareBar, swatch } from "../chart/bar";
import { el, named, type Child } from "../dom";
import { time } from "../format";
import type { TextKey } from "../i18n";
import { en } from "../text/en";
import { idlePart } from "../parts";
import type { Gap, IdleCause, Trace } from "../report";
import { table } from "../table";
import type { Page, Subject, View } from "../view";
import { deviceName } from "./bound";
import { stepTable } from "./stepTable";

/** Steps of each device, what the host did while it was idle, and its longest gaps. */
export const steps: View = {
    id: "steps",
    title: "steps.view",
    shows: (subject: Subject) => subject.kind === "trace" && (subject.trace.timeline ?? []).length > 0,
    render(subject: Subject, page: Page): HTMLElement {
        if (subject.kind !== "trace") {
            return el("div");
        }
        const { trace } = subject;
        const whole = (trace.timeline ?? []).filter((row) => row.step === null);
        return el("div", { class: "stackup" }, whole.map((row) => el("article", { class: "device" },
            el("h2", {}, deviceName(row.device, row.device_name, page)),
            stepTable(trace, row.device, page, { first: 40, patterns: true }),
            idle(trace, row.device, page),
            gaps(row.gaps ?? [], row.device, page))));
    },
};

function idle(trace: Trace, device: string | null, page: Page): Child {
    const rows = (trace.idle_causes ?? []).filter((row) => row.device === device && row.step === null);
    if (rows.length === 0) {
        return null;
    }
    const most = Math.max(...rows.map((row) => row.share_pct ?? 0));
    return el("section", {}, el("h3", {}, page.t("idle.title")), table<IdleCause>(page, {
        caption: `${page.t("idle.title")}, ${deviceName(device, null, page)}`,
        rows,
        first: 10,
        sort: 1,
        text: (row) => [activity(row, page), row.name, row.place].join(" "),
        columns: [
            { title: page.t("idle.cause"), text: true, wrap: true, key: (row) => activity(row, page), cell: (row) =>
                [swatch(idlePart(row.class, row.part)), " ", activity(row, page)] },
            { title: page.t("column.time"), key: (row) => row.idle_ns, cell: (row) => time(row.idle_ns) },
            { title: page.t("idle.share"), key: (row) => row.share_pct, cell: (row) =>
                shareBar(row.share_pct, idlePart(row.class, row.part), most) },
            { title: page.t("idle.name"), text: true, grow: true, key: (row) => row.name, cell: (row) =>
                [name(row.name, page), place(row, page)] },
            { title: page.t("idle.part"), text: true, key: (row) => row.part, cell: (row) =>
                page.word("idlepart", row.part) },
        ],
    }));
}

function activity(row: IdleCause, page: Page): string {
    return row.cause === null || row.cause === undefined
        ? page.word("cause", row.class)
        : `${page.word("cause", row.cause)} (${page.word("cause", row.class)})`;
}

/** Where the name took at least half of its time, if that is elsewhere. */
function place(row: IdleCause, page: Page): Child {
    return row.place === null || row.place === undefined || row.place === row.name ? null
        : el("span", { class: "faint" }, " ", page.t("causes.in"), " ", name(row.place, page));
}

function name(text: string | null | undefined, page: Page): Child {
    return text === null || text === undefined ? null : named(page.short(text), text);
}

/** What the host did in a gap, which the report says in English, and the name of it. */
export function did(text: string | null | undefined, page: Page): Child {
    const [words = "", ...rest] = (text ?? "").split(": ");
    const key = page.language === "en" ? undefined
        : (Object.keys(en) as TextKey[]).find((one) => one.startsWith("activity.") && en[one] === words);
    return key === undefined ? name(text, page)
        : [page.t(key), rest.length === 0 ? null : ": ", rest.length === 0 ? null : name(rest.join(": "), page)];
}

function gaps(rows: Gap[], device: string | null, page: Page): Child {
    if (rows.length === 0) {
        return null;
    }
    return el("section", {}, el("h3", {}, page.t("gaps.title")), table<Gap>(page, {
        caption: `${page.t("gaps.title")}, ${deviceName(device, null, page)}`,
        rows,
        columns: [
            { title: page.t("gaps.start"), text: true, key: (row) => row.offset_ns, cell: (row) =>
                `+${time(row.offset_ns)}` },
            { title: page.t("gaps.length"), key: (row) => row.duration_ns, cell: (row) => time(row.duration_ns) },
            { title: page.t("gaps.cause"), text: true, grow: true, key: (row) => row.activity, cell: (row) =>
                did(row.activity, page) },
            { title: page.t("gaps.next"), text: true, key: (row) => row.next, cell: (row) => name(row.next, page) },
        ],
    }));
}
