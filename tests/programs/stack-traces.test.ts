import assert from "node:assert/strict";
import { AiCallTask } from "../../provider";
import { aDefinition } from "../support/definitions";
import { javaScript } from "./support/campaign";
import { describePrograms } from "./support/describe-programs";

describePrograms("where a resource is declared", (open, openDeployed) => {
	it("is in the state", async () => {
		const { program } = await openDeployed();

		const { text } = program.state();

		assert.match(text, /"sourcePosition":\s*"project:\/\/\/index\.js#\d+,\d+"/);
		assert.match(text, /"stackTrace":\s*\[\s*\{\s*"sourcePosition":\s*"project:\/\/\/index\.js#\d+,\d+"/);
	});

	it("is reported for a promise that never settles, where PULUMI_DEBUG_PROMISE_LEAKS asks for it", async () => {
		const { program } = await open({
			files: javaScript(`new AiCallTask("spring", { ...campaign, taskName: new Promise(() => {}) });`),
			env: { PULUMI_DEBUG_PROMISE_LEAKS: "true" },
		});

		const { exitCode, output } = await program.preview();

		assert.notEqual(exitCode, 0);
		assert.match(output, /Promise leak detected:[\s\S]+new AiCallTask[\s\S]+index\.js:\d+/);
	});
});

describe("declaring a resource", () => {
	it("leaves the program's stack traces as they were", () => {
		const { stackTraceLimit } = Error;

		assert.throws(() => new AiCallTask("", aDefinition()));

		assert.equal(Error.stackTraceLimit, stackTraceLimit);
	});

	it("that cannot be declared names the line of the program", () => {
		assert.throws(
			() => new AiCallTask("", aDefinition()),
			({ message, stack }: Error) => {
				assert.match(message, /Missing resource name argument/);
				assert.match(stack?.split("\n")[1] ?? "", /stack-traces\.test\.ts/);
				return true;
			},
		);
	});
});
