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

// The compiler checks what stands here: `npm run check` fails when one of the errors goes away.
describe("values of one certainty in place of another", () => {
	it("do not compile where they may not be sent", () => {
		// @ts-expect-error Nothing of a raw value is checked.
		takesKnown(raw);
		// @ts-expect-error A checked value may not be known yet.
		takesKnown(checked);
		// @ts-expect-error The state may hold what the limits do not allow.
		takesKnown(recorded);
		// @ts-expect-error An unknown value is no list.
		assert.equal(checked.callDay?.length, undefined);
		assert.equal(checked.callDay, unknown);
	});

	it("do not compile in a comparison, or as a request", () => {
		const compared = (olds: Recorded<AiCallTask>, news: Checked<AiCallTask>) => taskDefinition.difference(olds, news);
		const attempts = [
			// @ts-expect-error The program's inputs are no state.
			() => compared(raw, checked),
			// @ts-expect-error The state is not what the program declares.
			() => compared(recorded, recorded),
			// @ts-expect-error A null is no list of days.
			() => compared(recorded, { ...aDefinition(), callDay: null }),
			// @ts-expect-error Values that may be unknown have no form on the wire.
			() => taskDefinition.parameters(checked),
		];

		assert.equal(attempts.length, 4);
	});
});
