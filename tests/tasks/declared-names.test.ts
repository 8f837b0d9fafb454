import assert from "node:assert/strict";
import { aDefinition } from "../support/definitions";
import { describeSimulator } from "../support/describe-simulator";

const named = (taskName: string) => aDefinition({ taskName });

describeSimulator("a name that several resources declare", (fixture) => {
	it("is reported too when the name itself has an error", async () => {
		const { two = [], three = [] } = await fixture.engine.preview({
			one: named("spring "),
			two: named("spring"),
			three: named("Spring "),
		});

		assert.match(two.join("\n"), /error: taskName is also declared by "one"/);
		assert.match(three.join("\n"), /warning: taskName looks the same as that of "one", "two"/);
	});
});
