/** What the rows of the matrix install. None of it is a dependency of this project. */
export const versions = {
	pulumi: "3.248.0",
	pnpm: "12.21.0",
	pnpm10: "10.34.8",
	yarn: "4.18.1",
	yarnClassic: "1.22.22",
	mocha: "12.0.3",
	tsx: "4.23.15",
	jest: "30.5.2",
	tsJest: "29.4.15",
	jestTypes: "30.0.0",
	mochaTypes: "10.0.10",
	vitest: "4.1.12",
	esbuild: "0.28.2",
	typescript: "6.0.3",
	nodeTypes: "20.19.43",
} as const;

/** The compilers of the group types, oldest first. */
export const compilers = ["4.7.4", "4.9.5", "5.0.4", "5.9.3", "6.0.3", "7.0.2"] as const;
