/** What set-up installs when the machine has nothing usable. */
export const pulumiVersion = "3.259.0";

/** The oldest CLI on PATH that is taken: the age of the oldest supported SDK. */
export const oldestPulumiVersion = "3.216.0";

/** The last tagged module of Pulumi's SDK that still holds the Node.js language host as buildable source. */
export const languageHostVersion = "3.68.0";

export function isAtLeast(version: string, floor: string): boolean {
	const [left, right] = [numbersOf(version), numbersOf(floor)];
	for (const [index, wanted] of right.entries()) {
		const found = left[index] ?? 0;
		if (found !== wanted) return found > wanted;
	}
	return true;
}

function numbersOf(version: string): number[] {
	return version.replace(/^v/, "").split(/[-+]/, 1).join("").split(".").map(Number);
}
