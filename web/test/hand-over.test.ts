import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { page, trace } from "./samples";
import { handOverButtons } from "../src/chart/hand-over";
import type { Step } from "../src/picture";

browser();

test("a cut is fetched from the server, and a session that has ended is said", async () => {
    const before = globalThis.fetch;
    const fetched: unknown[] = [];
    globalThis.fetch = (address) => {
        fetched.push(address);
        return Promise.resolve(new Response("", { status: 401 }));
    };
    try {
        const buttons = handOverButtons({ ...page("en"), cut: (id, step) => `/api/cut?id=${id}&step=${step ?? ""}` },
            trace(["k"]), "0", { step: 18 } as Step)!;
        buttons.querySelectorAll("button")[1]!.click();
        await new Promise((done) => setTimeout(done, 0));
        assert.deepEqual(fetched, ["/api/cut?id=t0&step=18"]);
        assert.match(buttons.querySelector(".chart-status")!.textContent, /The session has ended/);
    } finally {
        globalThis.fetch = before;
    }
});
