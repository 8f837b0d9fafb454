import assert from "node:assert/strict";
import { type Checked, Raw, type Recorded, unknown } from "../../provider/definition/values";
import { taskDefinition } from "../../provider/tasks/definition";
import type { AiCallTask } from "../../provider/tasks/model";
import { aDefinition } from "../support/definitions";

const raw = new Raw({ ...aDefinition(), callDay: null });
const { inputs: checked } = taskDefinition.check(raw, { now: 0, isNew: true });
const recorded = taskDefinition.recorded(raw);

function takesKnown(task: AiCallTask): AiCallTask {
	return task;
}

// The compiler checks these tests: `npm run check` fails if one of the errors is missing.
describe("raw, checked, recorded and known values", () => {
	it("do not compile as a request if they may be invalid or unknown", () => {
		// @ts-expect-error A raw value is not checked.
		takesKnown(raw);
		// @ts-expect-error A checked value may be unknown.
		takesKnown(checked);
		// @ts-expect-error A value in the state may be outside the limits.
		takesKnown(recorded);
		// @ts-expect-error An unknown value is not a list.
		assert.equal(checked.callDay?.length, undefined);
		assert.equal(checked.callDay, unknown);
	});

	it("do not compile in place of each other", () => {
		const compared = (olds: Recorded<AiCallTask>, news: Checked<AiCallTask>) => taskDefinition.difference(olds, news);
		const attempts = [
			// @ts-expect-error The program's inputs are not the state.
			() => compared(raw, checked),
			// @ts-expect-error The state is not the program's inputs.
			() => compared(recorded, recorded),
			// @ts-expect-error null is not a list of days.
			() => compared(recorded, { ...aDefinition(), callDay: null }),
			// @ts-expect-error Values that may be unknown cannot be sent.
			() => taskDefinition.parameters(checked),
		];

		assert.equal(attempts.length, 4);
	});
});
