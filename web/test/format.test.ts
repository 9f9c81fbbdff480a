import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, count, digits, fixed, inScale, percent, scaleOf, share, sumInScale, time } from "../src/format";

test("a time has three or four digits and a unit", () => {
    assert.equal(time(0), "0 ns");
    assert.equal(time(999), "999 ns");
    assert.equal(time(12_946), "12.9 us");
    assert.equal(time(151_300_400), "151 ms");
    assert.equal(time(2_272_411_871), "2.27 s");
    assert.equal(time(1.5), "1.50 ns");
    assert.equal(time(-34_901_000), "-34.9 ms");
});

test("an amount of data is in powers of 1000", () => {
    assert.equal(bytes(999), "999 B");
    assert.equal(bytes(57_803_264), "57.8 MB");
    assert.equal(bytes(2_790_000_000), "2.79 GB");
});

test("a share has one decimal, and is empty where the whole is nothing", () => {
    assert.equal(percent(18.69493850919908), "18.7 %");
    assert.equal(share(1, 4), "25.0 %");
    assert.equal(share(0, 0), "");
});

test("a number of things has separators of thousands", () => {
    assert.equal(count(0), "0");
    assert.equal(count(999), "999");
    assert.equal(count(1_234_567), "1,234,567");
});

test("a number is rounded half up from its decimal digits, as the program does", () => {
    assert.equal(fixed(0.15, 1), "0.2");
    assert.equal(fixed(1.005, 2), "1.01");
    assert.equal(fixed(2.675, 2), "2.68");
    assert.equal(fixed(-0.05, 1), "-0.1");
    assert.equal(fixed(1e-9, 2), "0.00");
    assert.equal(fixed(1e300, 1), (1e300).toFixed(1));
});

test("digits shrink with the size of a number", () => {
    assert.equal(digits(1.234), "1.23");
    assert.equal(digits(12.34), "12.3");
    assert.equal(digits(123.4), "123");
});

test("the parts of a sum are in one unit and add up as they are written", () => {
    const parts = [98_508_400, 4_300, 1_654_500, 50_228_800];
    const scale = scaleOf(150_396_000);
    assert.deepEqual(scale, { unit: "ms", size: 1e6, decimals: 2 });
    assert.equal(inScale(150_396_000, scale), "150.40");
    assert.deepEqual(sumInScale(parts, scale), ["98.51", "0.00", "1.66", "50.23"]);
});

test("written parts of any sum add up to the written sum", () => {
    let seed = 7;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    for (let i = 0; i < 2_000; i++) {
        const parts = [next(), next() % 1_000_000, next() % 1_000, i % 3 === 0 ? 0 : next()];
        const sum = parts.reduce((all, part) => all + part, 0);
        const scale = scaleOf(sum);
        const written = sumInScale(parts, scale).reduce((all, part) => all + Number(part), 0);
        assert.equal(written.toFixed(scale.decimals), inScale(sum, scale));
    }
});
