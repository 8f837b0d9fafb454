import { doubtfulValues } from "./doubts";
import { launchForecast } from "./forecast";
import { type Rule, rules } from "./rules";

/** Everything that is asked of a definition beyond the type and limits of each value. */
export const conditions: readonly Rule[] = [...rules, ...doubtfulValues, ...launchForecast];
