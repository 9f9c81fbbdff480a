import { decode } from "./data";
import { aboutServer, fileSource, serverSource, type Source } from "./source";
import { Shell } from "./shell";

async function source(): Promise<Source> {
    const inlined = document.getElementById("tracemill-data")?.textContent ?? "";
    return inlined.trim() === "" ? serverSource(await aboutServer()) : fileSource(await decode(inlined));
}

async function start(): Promise<void> {
    const root = document.getElementById("page");
    if (root === null) {
        return;
    }
    try {
        if (typeof DecompressionStream === "undefined" || !CSS.supports("color", "light-dark(#000, #fff)")) {
            throw new Error("This page needs a browser of 2024 or later: Chrome 123, Firefox 120 or Safari 17.5.");
        }
        new Shell(root, await source()).start();
    } catch (error) {
        root.textContent = error instanceof Error ? error.message : String(error);
        root.removeAttribute("aria-busy");
    }
}

void start();
