import assert from "node:assert/strict";
import { test } from "node:test";
import { browser } from "./browser";
import { page } from "./samples";
import { choosing } from "../src/chart/choose";
import { el } from "../src/dom";

browser();

test("a picture that is replaced is left at once, and the last one with its view", () => {
    const left: string[] = [];
    let leave: () => void = () => assert.fail("nothing waits for the view to be left");
    const on = { ...page("en"), onLeave: (action: () => void) => { leave = action; } };
    const things = ["a", "b"].map((name) => ({ name, thing: name }));
    const root = choosing(on, "of", things, (thing, inside) => {
        inside.onLeave(() => left.push(thing));
        return el("p", {}, thing);
    });
    const select = root.querySelector("select")!;
    select.selectedIndex = 1;
    select.dispatchEvent(new Event("change"));
    assert.deepEqual(left, ["a"]);
    leave();
    leave();
    assert.deepEqual(left, ["a", "b"]);
});
