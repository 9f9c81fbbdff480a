import type { View } from "../view";
import { coverage } from "./coverage";
import { verdict } from "./verdict";

/** All views, in the order of the navigation. The first that shows a subject is the one it opens with. */
export const views: readonly View[] = [verdict, coverage];
