import type { Fleet } from "./fleet";
import type { Told } from "./rows";

/** Time after which a stream that the browser gave up is opened again, in ms. */
const AGAIN_MS = 5_000;

/**
 * Keeps a fleet as the server tells it. The stream rests while nobody sees the page, since a browser has few
 * connections to one server.
 */
export class Stream {
    private source: EventSource | null = null;
    private timer = 0;

    constructor(private readonly fleet: Fleet) {
        document.addEventListener("visibilitychange", () => { this.look(); });
    }

    /** Opens or closes the stream, as it is needed. */
    look(): void {
        if (document.visibilityState === "hidden") {
            this.close();
        } else if (this.source === null) {
            this.open();
        }
    }

    private open(): void {
        window.clearTimeout(this.timer);
        const source = new EventSource("/api/live");
        this.source = source;
        source.addEventListener("open", () => { this.fleet.linked("open"); });
        for (const type of ["whole", "change"]) {
            source.addEventListener(type, (event: MessageEvent<string>) => {
                this.fleet.take(JSON.parse(event.data) as Told, type === "whole");
            });
        }
        source.addEventListener("error", () => {
            this.fleet.linked("lost");
            if (source.readyState === EventSource.CLOSED) {
                this.close();
                this.timer = window.setTimeout(() => { this.look(); }, AGAIN_MS);
            }
        });
    }

    private close(): void {
        this.source?.close();
        this.source = null;
    }
}
