export interface Outcome {
	readonly sdk: string;
	readonly node: string;
	readonly text: string;
}

/** One row for each SDK, one column for each Node.js. */
export function markdownTable(outcomes: readonly Outcome[]): string {
	const nodes = [...new Set(outcomes.map(({ node }) => node))];
	const sdks = [...new Set(outcomes.map(({ sdk }) => sdk))];
	const cell = (sdk: string, node: string) => outcomes.find((o) => o.sdk === sdk && o.node === node)?.text ?? "";
	const rows = [
		["@pulumi/pulumi", ...nodes.map((node) => `Node.js ${node}`)],
		["---", ...nodes.map(() => "---")],
		...sdks.map((sdk) => [sdk, ...nodes.map((node) => cell(sdk, node))]),
	];
	return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}
