import assert from "node:assert/strict";
import { calleeList } from "../../provider/callees/resource";
import { DynamicProvider } from "../../provider/shells/dynamic/dynamic-provider";
import { Host } from "../../provider/shells/host";

const hidden = { __provider: "the list", __owner: "organization/urn:pulumi:dev::shop::test:CalleeList::spring" };
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const [first, second, third] = ["118712345678901231", "118712345678901233", "118712345678901235"];

/* The list has no source, so its files are not read. */
const listOf = (taskId: string, more: object = {}) => ({ ...hidden, taskId, ...more });

describe("the inputs of a list in the state", () => {
	const checked = async (olds: object, news: object) => {
		const { inputs = {} } = await new DynamicProvider(calleeList, new Host()).check(olds, news);
		return inputs;
	};

	it("have no former task while there is none", async () => {
		assert.equal("__former" in (await checked({}, listOf(first))), false);
		assert.equal("__former" in (await checked(listOf(first), listOf(first))), false);
	});

	it("keep the tasks that had the list before, from run to run", async () => {
		const moved = await checked(listOf(first), listOf(second));
		const same = await checked(moved, listOf(second));
		const again = await checked(same, listOf(third));

		assert.deepEqual(
			[moved, same, again].map(({ __former }) => __former),
			[[first], [first], [first, second]],
		);
	});

	it("keep the task also when the new one is not known yet", async () => {
		assert.deepEqual((await checked(listOf(first), listOf(unknownText))).__former, [first]);
	});

	it("leave out the task that has the list again", async () => {
		const moved = await checked(listOf(first), listOf(second));

		assert.deepEqual((await checked(moved, listOf(first))).__former, [second]);
	});

	it("forget them when the list moves with callAgain, and only then", async () => {
		const moved = await checked(listOf(first), listOf(second));

		assert.equal("__former" in (await checked(moved, listOf(third, { callAgain: true }))), false);
		assert.deepEqual((await checked(moved, listOf(second, { callAgain: true }))).__former, [first]);
	});
});
