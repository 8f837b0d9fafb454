import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { openProgram, type Program } from "../../tools/pulumi/program";

const resource = `
	const pulumi = require("@pulumi/pulumi");
	const config = new pulumi.Config("aiccs");
	class Plain extends pulumi.CustomResource {
		constructor(name, inputs) {
			super("pulumi-nodejs:dynamic/test:Plain", name, { ...inputs, __provider: "exports.handler = () => require('./handler')" });
		}
	}
	exports.id = new Plain("plain", { region: config.require("region") }).id;
	exports.secret = config.requireSecret("accessKeySecret");
	exports.digits = 118712345678901234;
`;

const handler = `
	exports.check = async (olds, news) => ({ inputs: news, failures: [] });
	exports.create = async (inputs) => ({ id: "118712345678901234", outs: inputs });
`;

describe("a test program on the real CLI", function () {
	this.timeout(60_000);
	let program: Program;

	before(async () => {
		program = await openProgram({ files: { "index.js": resource, "handler.js": handler } });
	});
	after(() => program.close());

	it("runs on its own backend, with plain and secret settings", async () => {
		await program.config("aiccs:region", "cn-shanghai");
		await program.config("aiccs:accessKeySecret", "hush", true);
		const { exitCode, output } = await program.up();
		assert.equal(exitCode, 0, output);
		assert.match(output, /2 created/);
		const outputs = await program.outputs();
		assert.equal(outputs.id, "118712345678901234");
		assert.equal(outputs.secret, "hush");
		const { deployment } = program.state();
		assert.equal(deployment.resources?.at(-1)?.inputs?.region, "cn-shanghai");
		assert.ok(existsSync(program.env.PULUMI_HOME ?? ""));
	});

	it("returns the exit code and the output of a command that fails", async () => {
		const { exitCode, stderr, output } = await program.preview("--no-such-flag");
		assert.notEqual(exitCode, 0);
		assert.match(stderr, /unknown flag: --no-such-flag/);
		assert.equal(output, stderr);
	});
});
