import assert from "node:assert/strict";
import { join } from "node:path";
import type { Program } from "../../tools/pulumi/program";
import { describeExample } from "../programs/support/language-example";
import { pathOf, plugin } from "../programs/support/languages";
import { missingMaven } from "../support/maven";
import { skipBecause } from "../support/skip-because";

/** Writes the SDK as a user does. Pulumi then has Maven compile the program, which downloads what that needs. */
async function addPackage(program: Program): Promise<void> {
	const command = ["package", "add", join(plugin, "pulumi-resource-aiccs")];
	const { exitCode, output } = await program.run(command, { timeoutSeconds: 580 });
	assert.equal(exitCode, 0, output);
}

describeExample("java", async (context) => {
	// The host is built in this time where npm run test:languages has not built it.
	context.timeout(1_200_000);
	const missing = await missingMaven();
	if (missing !== undefined) return skipBecause(context, missing);
	return { path: await pathOf("java"), prepare: addPackage };
});
