import type { BenchOptions } from "./options";
import type { Samples } from "./samples";

export interface Row {
	readonly row: number;
	readonly figure: string;
	readonly goal: string;
	readonly measured: string;
	/** `undefined`: not measured. */
	readonly met: boolean | undefined;
	readonly compared: string;
	readonly values: Readonly<Record<string, number>>;
}

export type Result = Pick<Row, "measured" | "compared" | "values"> & { readonly met: boolean };

export interface Measure {
	readonly figure: string;
	readonly goal: string;
	result(samples: Samples, options: BenchOptions): Result;
}
