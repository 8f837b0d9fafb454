import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "..", "..");
/** Tests on the real CLI take longest, so they begin first and the short ones fill the gaps at the end. */
const onRealCli = /^tests\/(package|pipelines|programs|soak|tools)\b/;

/** All test files but those of `npm run test:languages`, in the order in which they begin. */
export function testFiles(): string[] {
	const files = readdirSync(join(repository, "tests"), { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".test.ts") && !/^languages\b/.test(file))
		.map((file) => join("tests", file))
		.sort();
	return [...files.filter((file) => onRealCli.test(file)), ...files.filter((file) => !onRealCli.test(file))];
}
