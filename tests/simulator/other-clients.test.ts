import assert from "node:assert/strict";
import fc from "fast-check";
import { describeSimulator } from "./support/describe-simulator";
import { type SigningOptions, sendHandSigned } from "./support/hand-signed";
import { aTask, phoneNumbers } from "./support/tasks";

const awkwardName = "春季 回访 +1 (a)*!'~ 50% a=b&c/d?é";

describeSimulator("clients of other languages", (fixture) => {
	const options: Record<string, SigningOptions> = {
		"GET instead of POST": { method: "GET" },
		"a form body instead of the URL": { form: true },
		"spaces as + in the URL": { encoding: "plus" },
		"lower-case hex digits in the URL": { encoding: "lower-case" },
		"a URL with no more encoding than needed": { encoding: "sparse" },
		"more headers than needed, signed": {
			headers: { accept: "application/json", "user-agent": "AlibabaCloud (Linux)" },
		},
		"more headers than needed, unsigned": {
			headers: { accept: "*/*", "user-agent": "Go-http-client/1.1" },
			unsigned: ["accept", "user-agent"],
		},
		"no hash of the body": {
			headers: { "x-acs-content-sha256": "" },
			unsigned: ["x-acs-content-sha256"],
			unsent: ["x-acs-content-sha256"],
		},
		"another order in the Authorization header": { order: ["Signature", "Credential", "SignedHeaders"] },
	};
	for (const [title, option] of Object.entries(options)) {
		it(`may send ${title}`, async () => {
			const { status, text } = await sendHandSigned(
				fixture.simulator,
				"CreateAiCallTask",
				aTask({ TaskName: awkwardName }),
				option,
			);

			assert.equal(status, 200, text);
			assert.deepEqual(
				fixture.simulator.tasks().map(({ taskName }) => taskName),
				[awkwardName],
			);
		});
	}

	it("may send True and FALSE", async () => {
		await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask({ TaskName: "yes", MissCallRetry: "True" }));
		await sendHandSigned(fixture.simulator, "CreateAiCallTask", aTask({ TaskName: "no", MissCallRetry: "FALSE" }));

		assert.equal(fixture.simulator.task("yes")?.definition.MissCallRetry, true);
		assert.equal(fixture.simulator.task("no")?.definition.MissCallRetry, false);
	});

	it("may send some parameters in the URL and others in the body", async () => {
		const [taskId = ""] = fixture.simulator.seedTasks([{ TaskName: "spring" }]);
		const rows = phoneNumbers(2).map((calleeNumber) => ({ calleeNumber }));

		const { status } = await fixture.send(
			"ImportTaskNumberDatas",
			{ TaskId: taskId, DataType: "JSON" },
			{ form: { PhoneNumberList: JSON.stringify(rows) } },
		);

		assert.equal(status, 200);
		assert.equal(fixture.simulator.task(taskId)?.counters.TotalCount, 2);
	});

	// The signature sorts by name, not by "name=value", where digits and dots come before the equals sign.
	const withCommonPrefix = {
		X: "1",
		X1: "2",
		"X.1": "3",
		"X-1": "4",
		...Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`PhoneNumbers.${index + 1}`, `number ${index}`])),
	};

	it("may send names with a common prefix, signed by the vendor's client", async () => {
		const { code } = await fixture.send("QueryAiCallTaskPage", withCommonPrefix);

		assert.equal(code, "OK");
	});

	it("may send names with a common prefix, signed by hand, in any order", async () => {
		const pairs = Object.entries(withCommonPrefix);

		for (const parameters of [pairs, [...pairs].reverse()]) {
			const { code } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage", parameters);

			assert.equal(code, "OK");
		}
	});

	it("may send a name twice, signed in the order of its values", async () => {
		const twice = ["b", "a1", "a"].map((value) => ["X", value] as const);

		const { code } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage", [...twice, ["X1", "0"]]);

		assert.equal(code, "OK");
	});

	it("may send any text, which is read as it was signed", async () => {
		const encodings = fc.constantFrom(undefined, "plus" as const, "lower-case" as const, "sparse" as const);
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), encodings, async (name, encoding) => {
				fixture.simulator.clearRequests();

				const option = encoding === undefined ? {} : { encoding };
				const { code } = await sendHandSigned(fixture.simulator, "QueryAiCallTaskPage", { TaskName: name }, option);

				assert.equal(code, "OK");
				assert.equal(fixture.simulator.requests()[0]?.parameters.TaskName, name);
			}),
			{ numRuns: 200 },
		);
	});
});
