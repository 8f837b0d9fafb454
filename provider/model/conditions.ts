import { doubtfulValues } from "./doubtful-values";
import { launchForecast } from "./launch-forecast";
import { type Rule, rules } from "./rules";

/** Everything that is asked of a definition beyond the type and limits of each value. */
export const conditions: readonly Rule[] = [...rules, ...doubtfulValues, ...launchForecast];
