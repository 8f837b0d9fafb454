import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the real CLI wrote for a program of five tasks and two lists, by what the preview shows. */
export function previewText(
	name:
		| "first-create"
		| "mixed"
		| "errors"
		| "drift"
		| "gone"
		| "no-change"
		| "policies"
		| "drift.jsonl"
		| "policies.jsonl",
): string {
	return readFileSync(join(__dirname, "previews", name.endsWith(".jsonl") ? name : `${name}.json`), "utf8");
}
