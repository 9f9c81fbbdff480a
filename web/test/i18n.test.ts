import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, gluedIn, text, word } from "../src/i18n";
import { en } from "../src/text/en";
import { zh } from "../src/text/zh";

test("both languages have the same keys, in the same order, and the same places in their texts", () => {
    assert.deepEqual(Object.keys(zh), Object.keys(en));
    const places = (template: string) => [...template.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
        assert.deepEqual([...new Set(places(zh[key]))], [...new Set(places(en[key]))], key);
    }
});

test("a place takes a value, and a word agrees with a number", () => {
    assert.equal(fill("{count} {count?event:events}", { count: 1 }), "1 event");
    assert.equal(fill("{count} {count?event:events}", { count: "1,234" }), "1,234 events");
    assert.throws(() => fill("{missing}", {}), /No value for missing/);
});

test("a value may look like a template, and stays as it is", () => {
    assert.equal(fill("{name}", { name: "{name} $& </script>" }), "{name} $& </script>");
});

test("a number and its unit stay on one line, and names stay as they are", () => {
    assert.equal(fill("{share} of {name}", { share: "18.7 %", name: "a b" }), "18.7\u00a0% of a b");
    assert.equal(gluedIn("costs 10.4 % or 3 ms of 8 GiB in 10 of 12 steps"),
        "costs 10.4\u00a0% or 3\u00a0ms of 8\u00a0GiB in 10 of 12 steps");
});

test("a code of a newer version is written as it is", () => {
    assert.equal(word("en", "cause", "NEW_THING"), "new thing");
    assert.equal(text("zh", "runs.title"), zh["runs.title"]);
});
