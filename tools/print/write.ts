import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskDefinition } from "../../provider/tasks/definition";
import { argsSource } from "./argument-types";
import { describeResource } from "./property-types";
import { pulumiSchema } from "./pulumi-schema";
import { withTables } from "./tables";

const root = join(__dirname, "..", "..");

/** What is printed from the model: each file, and its text by the model as it is now. */
export function printed(): { file: string; text: string; now: string }[] {
	const read = (file: string) => {
		try {
			return readFileSync(join(root, file), "utf8");
		} catch {
			return "";
		}
	};
	const reference = read("docs/reference.md");
	return [
		{
			file: "provider/program/generated/ai-call-task-args.ts",
			text: argsSource(describeResource(taskDefinition)),
			now: read("provider/program/generated/ai-call-task-args.ts"),
		},
		{ file: "schema.json", text: `${JSON.stringify(pulumiSchema(), null, 2)}\n`, now: read("schema.json") },
		{ file: "docs/reference.md", text: withTables(reference), now: reference },
	];
}

if (require.main === module) {
	const stale = printed().filter(({ text, now }) => text !== now);
	if (process.argv.includes("--check")) {
		for (const { file } of stale) process.stderr.write(`${file} is not what the model says. Run: npm run schema\n`);
		process.exitCode = stale.length === 0 ? 0 : 1;
	} else {
		for (const { file, text } of stale) writeFileSync(join(root, file), text);
		process.stdout.write(`Written: ${stale.map(({ file }) => file).join(", ") || "nothing, all is up to date"}\n`);
	}
}
