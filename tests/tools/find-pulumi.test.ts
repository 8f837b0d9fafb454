import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { companions, findPulumi } from "../../tools/pulumi/find-pulumi";
import { pulumiVersion } from "../../tools/pulumi/versions";

describe("finding the Pulumi CLI", () => {
	let folder: string;
	let onPath: string;
	let root: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-find-"));
		onPath = join(folder, "path");
		root = join(folder, "root");
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const find = () => findPulumi({ PATH: `${onPath}:/usr/bin:/bin`, PULUMI_AICCS_CLI_ROOT: root });

	it("prefers a new enough one on PATH to the installed one", async () => {
		fake(onPath, "v3.230.1");
		fake(join(root, "bin"), `v${pulumiVersion}`);
		const found = await find();
		assert.ok("cli" in found);
		assert.equal(found.cli.version, "3.230.1");
		assert.equal(found.cli.command, join(onPath, "pulumi"));
		assert.ok(found.cli.folders.includes(onPath));
	});

	it("takes the installed one when the one on PATH is too old", async () => {
		fake(onPath, "v3.215.9");
		fake(join(root, "bin"), `v${pulumiVersion}`);
		const found = await find();
		assert.ok("cli" in found);
		assert.equal(found.cli.command, join(root, "bin", "pulumi"));
	});

	it("finds the language host in another folder on PATH", async () => {
		const elsewhere = join(folder, "elsewhere");
		fake(elsewhere, "v3.259.0");
		rmSync(join(elsewhere, "pulumi"));
		fake(onPath, "v3.259.0", []);
		const found = await findPulumi({ PATH: `${onPath}:${elsewhere}:/usr/bin:/bin`, PULUMI_AICCS_CLI_ROOT: root });
		assert.ok("cli" in found);
		assert.deepEqual(found.cli.folders, [onPath, elsewhere]);
	});

	const unusable: { name: string; prepare: () => void; place: number; reason: RegExp }[] = [
		{ name: "nothing anywhere", prepare: () => {}, place: 0, reason: /there is none/ },
		{ name: "an empty root", prepare: () => mkdirSync(root), place: 1, reason: /there is no bin\/pulumi/ },
		{ name: "an old one", prepare: () => fake(onPath, "v3.99.0"), place: 0, reason: /is version 3.99.0, older than/ },
		{
			name: "one without its language host",
			prepare: () => fake(onPath, "v3.259.0", []),
			place: 0,
			reason: /has no pulumi-language-nodejs beside it or on PATH/,
		},
		{
			name: "one that does not run",
			prepare: () => script(onPath, "pulumi", "echo cannot execute >&2; exit 126"),
			place: 0,
			reason: /printed no version: cannot execute/,
		},
		{
			name: "another version in the root",
			prepare: () => fake(join(root, "bin"), "v3.260.0"),
			place: 1,
			reason: /it has version 3.260.0 instead of/,
		},
	];
	for (const { name, prepare, place, reason } of unusable) {
		it(`says why it rejects ${name}`, async () => {
			prepare();
			const found = await find();
			assert.ok("rejected" in found);
			assert.match(found.rejected[place]?.reason ?? "", reason);
		});
	}
});

function fake(folder: string, version: string, beside: readonly string[] = companions): void {
	script(folder, "pulumi", `echo ${version}`);
	for (const name of beside) script(folder, name, "exit 0");
}

function script(folder: string, name: string, line: string): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
	chmodSync(join(folder, name), 0o755);
}
