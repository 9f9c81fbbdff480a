import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { data, trace } from "./samples";
import { Shell } from "../src/shell";
import { fileSource, serverSource, type Source } from "../src/source";
import { zh } from "../src/text/zh";
import type { PageData } from "../src/data";

browser();
globalThis.matchMedia = window.matchMedia.bind(window);

/** A page whose server answers when the test says so. */
function served(): { root: HTMLElement; go: (hash: string) => Promise<void>; asked: Map<string, Answer> } {
    const asked = new Map<string, Answer>();
    const source: Source = {
        ...fileSource(data([])),
        kind: "serve",
        data: null,
        trace: (id) => new Promise((resolve, reject) => asked.set(id, { resolve, reject })),
    };
    const root = document.createElement("div");
    new Shell(root, source).start();
    const go = async (hash: string): Promise<void> => {
        location.hash = hash;
        window.dispatchEvent(new Event("hashchange"));
        await settled();
    };
    return { root, go, asked };
}

interface Answer {
    resolve: (data: PageData) => void;
    reject: (error: Error) => void;
}

function settled(): Promise<void> {
    return new Promise((resolve) => { setTimeout(resolve, 0); });
}

test("a failure that comes late does not replace the page that is shown", async () => {
    const { root, go, asked } = served();
    await go("#/trace/t1");
    await go("#/trace/t0");
    asked.get("t0")!.resolve(data([trace(["k"])]));
    await settled();
    asked.get("t1")!.reject(new Error("gone"));
    await settled();
    assert.equal(root.querySelector(".failed"), null);
    assert.notEqual(root.querySelector("h1"), null);
});

test("a page that failed does not come back as what was shown before", async () => {
    const { root, go, asked } = served();
    await go("#/trace/t0");
    asked.get("t0")!.resolve(data([trace(["k"])]));
    await settled();
    await go("#/trace/t1");
    asked.get("t1")!.reject(new Error("gone"));
    await settled();
    window.dispatchEvent(new Event("beforeprint"));
    assert.match(root.querySelector(".failed")!.textContent, /gone/);
});

test("a session that has ended is said, with the way to log in", async () => {
    const before = globalThis.fetch;
    globalThis.fetch = () => Promise.resolve(new Response('{"error":"a token is needed"}', { status: 401 }));
    try {
        const root = document.createElement("div");
        location.hash = "#/trace/t0";
        new Shell(root, serverSource({ archive: true, live: false })).start();
        await settled();
        await settled();
        assert.match(root.querySelector("[role=alert]")!.textContent, /The session has ended\. Log in again/);
        assert.equal(root.querySelector("[role=alert] a")!.getAttribute("href"), "/login");
    } finally {
        globalThis.fetch = before;
    }
});

test("an unknown address is said to be unknown, with the way home", async () => {
    const { root, go } = served();
    await go("#/nope");
    assert.equal(root.querySelector("[role=alert]")!.textContent, "There is nothing at this address.");
    assert.equal(root.querySelector(".failed a")!.getAttribute("href"), "#/");
    root.querySelector<HTMLButtonElement>("#language")!.click();
    assert.equal(root.querySelector("[role=alert]")!.textContent, zh["shell.unknown"]);
    root.querySelector<HTMLButtonElement>("#language")!.click();
});

test("a table keeps its order and its filter when the language changes", async () => {
    const { root, go, asked } = served();
    await go("#/trace/t0/kernels");
    asked.get("t0")!.resolve(data([trace(Array.from({ length: 30 }, (_, i) => `k${i}`))]));
    await settled();
    const order = () => [...root.querySelectorAll("th[aria-sort]")].map((head) => head.getAttribute("aria-sort"));
    root.querySelector<HTMLButtonElement>("th[aria-sort] button")!.click();
    const box = root.querySelector<HTMLInputElement>("input[type=search]")!;
    box.value = "k7";
    box.dispatchEvent(new Event("input"));
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    const before = order();
    assert.equal(before[0], "ascending");
    root.querySelector<HTMLButtonElement>("#language")!.click();
    assert.deepEqual(order(), before);
    assert.equal(root.querySelector<HTMLInputElement>("input[type=search]")!.value, "k7");
    assert.equal(root.querySelectorAll(".table tbody tr").length, 1);
    await go("#/trace/t0/operators");
    await go("#/trace/t0/kernels");
    assert.equal(root.querySelector<HTMLInputElement>("input[type=search]")!.value, "");
});
