import { readFileSync, writeFileSync } from "node:fs";

/** `pulumi config set` for a plain value, without the half second the command takes. */
export function setPlainValue(file: string, key: string, value: string): void {
	const lines = withoutKey(readFileSync(file, "utf8").split("\n"), key);
	const start = lines.findIndex((line) => line.startsWith("config:"));
	const entry = `  ${key}: ${JSON.stringify(value)}`;
	if (start === -1) lines.unshift("config:", entry);
	else lines.splice(start, 1, "config:", entry);
	writeFileSync(file, lines.join("\n"));
}

function withoutKey(lines: readonly string[], key: string): string[] {
	let isInside = false;
	return lines.filter((line) => {
		if (/^ {2}\S/.test(line)) isInside = line.startsWith(`  ${key}:`);
		else if (!line.startsWith("   ")) isInside = false;
		return !isInside;
	});
}
