import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argsSource } from "./argument-types";
import { lookupSource } from "./lookup-source";
import { describedLookups } from "./lookup-types";
import { pulumiSchema } from "./pulumi-schema";
import { resources } from "./resources";
import { emptyTable, tables, withTables } from "./tables";

const root = join(__dirname, "..", "..");

function kebabCase(name: string): string {
	return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}

/** What is printed from the models: each file, and its text by the models as they are now. */
export function printed(): { file: string; text: string; now: string }[] {
	const read = (file: string) => {
		try {
			return readFileSync(join(root, file), "utf8");
		} catch {
			return "";
		}
	};
	const reference = read("docs/reference.md");
	const places = [...tables().keys()].filter((name) => !reference.includes(`<!-- ${name}: `));
	const withPlaces = [reference, ...places.map(emptyTable)].join("");
	return [
		...resources().map((resource) => {
			const file = `provider/program/generated/${kebabCase(resource.name)}-args.ts`;
			return { file, text: argsSource(resource), now: read(file) };
		}),
		{
			file: "provider/program/generated/lookups.ts",
			text: lookupSource(describedLookups()),
			now: read("provider/program/generated/lookups.ts"),
		},
		{
			file: "schema.json",
			text: `${JSON.stringify(pulumiSchema(resources(), describedLookups()), null, 2)}\n`,
			now: read("schema.json"),
		},
		{ file: "docs/reference.md", text: withTables(withPlaces), now: reference },
	];
}

if (require.main === module) {
	const stale = printed().filter(({ text, now }) => text !== now);
	if (process.argv.includes("--check")) {
		for (const { file } of stale) process.stderr.write(`${file} is not what the models say. Run: npm run schema\n`);
		process.exitCode = stale.length === 0 ? 0 : 1;
	} else {
		for (const { file, text } of stale) writeFileSync(join(root, file), text);
		process.stdout.write(`Written: ${stale.map(({ file }) => file).join(", ") || "nothing, all is up to date"}\n`);
	}
}
