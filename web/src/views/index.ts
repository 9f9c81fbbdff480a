import type { View } from "../view";
import { alerts } from "./alerts";
import { collectives } from "./collectives";
import { coverage } from "./coverage";
import { diff } from "./diff";
import { fleet } from "./fleet";
import { heat } from "./heat";
import { icicle } from "./icicle";
import { kernels } from "./kernels";
import { liveRun } from "./live-run";
import { memory } from "./memory";
import { operators } from "./operators";
import { roofline } from "./roofline";
import { run } from "./run";
import { runs } from "./runs";
import { steps } from "./steps";
import { telemetry } from "./telemetry";
import { timeline } from "./timeline";
import { verdict } from "./verdict";

/** All views, in the order of the navigation. The first that shows a subject is the one it opens with. */
export const views: readonly View[] = [
    runs,
    fleet,
    alerts,
    liveRun,
    run,
    diff,
    verdict,
    steps,
    timeline,
    heat,
    telemetry,
    kernels,
    operators,
    icicle,
    roofline,
    memory,
    collectives,
    coverage,
];
