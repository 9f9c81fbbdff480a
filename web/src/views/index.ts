import type { View } from "../view";
import { coverage } from "./coverage";
import { diff } from "./diff";
import { kernels } from "./kernels";
import { operators } from "./operators";
import { run } from "./run";
import { runs } from "./runs";
import { steps } from "./steps";
import { verdict } from "./verdict";

/** All views, in the order of the navigation. The first that shows a subject is the one it opens with. */
export const views: readonly View[] = [
    runs,
    run,
    diff,
    verdict,
    steps,
    kernels,
    operators,
    coverage,
];
