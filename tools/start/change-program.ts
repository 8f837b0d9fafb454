import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Two people who do not want to be called any more, by their numbers. */
interface Unwilling {
	readonly waiting: string;
	/** Too late. */
	readonly called: string;
}

/** Changes the quickstart in a folder. Returns what changed, line by line. */
export function changeProgram(folder: string, { waiting, called }: Unwilling): string {
	const doNotCall = [waiting, called];
	const customer = "010-0000 0201,C201,Zhou Tao";
	appendFileSync(join(folder, "customers.csv"), `${customer}\n`);
	appendFileSync(join(folder, "do-not-call.csv"), doNotCall.map((number) => `${number}\n`).join(""));
	const program = join(folder, "index.ts");
	const [before, after] = ["taskCps: 5,", "taskCps: 8,"];
	const text = readFileSync(program, "utf8");
	if (!text.includes(before)) throw new Error(`${program} does not contain "${before}".`);
	writeFileSync(program, text.replace(before, after));
	return [
		`  customers.csv    + ${customer}`,
		`  do-not-call.csv  + ${waiting}                (still waits)`,
		`                   + ${called}                (was called: too late)`,
		`  index.ts         - ${before}`,
		`                   + ${after}`,
	].join("\n");
}
