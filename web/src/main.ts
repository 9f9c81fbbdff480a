import { decode } from "./data";
import { fileSource, serverSource, type Source } from "./source";
import { Shell } from "./shell";

async function source(): Promise<Source> {
    const inlined = document.getElementById("tracemill-data")?.textContent ?? "";
    return inlined.trim() === "" ? serverSource() : fileSource(await decode(inlined));
}

async function start(): Promise<void> {
    const root = document.getElementById("page");
    if (root === null) {
        return;
    }
    try {
        new Shell(root, await source()).start();
    } catch (error) {
        root.textContent = error instanceof Error ? error.message : String(error);
        root.removeAttribute("aria-busy");
    }
}

void start();
