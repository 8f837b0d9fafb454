import { error, type Finding } from "../definition/finding";
import { mostLines } from "./files/faults";

/** One number with two outIds, or one outId with two numbers: both lines of each. */
export class Conflicts {
	private readonly lines = { number: [] as string[], outId: [] as string[] };
	private readonly counts = { number: 0, outId: 0 };

	add(kind: "number" | "outId", first: number, second: number): void {
		this.counts[kind]++;
		if (this.lines[kind].length < mostLines) this.lines[kind].push(`${first} and ${second}`);
	}

	findings(): Finding[] {
		return (["number", "outId"] as const).flatMap((kind) => {
			const count = this.counts[kind];
			if (count === 0) return [];
			const what = kind === "number" ? "one number with two outIds" : "one outId with two numbers";
			const more = count > mostLines ? ` and ${count - mostLines} more` : "";
			const problem = `has ${what} (lines ${this.lines[kind].join(", ")}${more}).`;
			return [error("source", problem, "Correct the rows: an outId and a number name one person.")];
		});
	}
}
