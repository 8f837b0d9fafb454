import assert from "node:assert/strict";
import { ApiError } from "../../provider/service/api-error";
import { SharedCredentials } from "../../provider/service/credentials/shared-credentials";

interface Answer {
	readonly token?: string;
	readonly error?: string;
}

/** Credentials from a source that returns these answers and then repeats the last one. */
function sharedOver(...answers: readonly Answer[]) {
	let opened = 0;
	let requested = 0;
	let now = 0;
	const open = () => {
		opened++;
		return {
			getProviderName: () => "source",
			getCredentials: async () => {
				const answer = answers[Math.min(requested, answers.length - 1)];
				requested++;
				await new Promise((resolve) => setImmediate(resolve));
				if (answer?.error !== undefined) throw new Error(answer.error);
				return {
					accessKeyId: "id",
					accessKeySecret: "secret",
					securityToken: answer?.token ?? "",
					providerName: "source",
				};
			},
		};
	};
	const shared = new SharedCredentials(open, () => now);
	const wait = (seconds: number) => {
		now += seconds * 1000;
	};
	const tokens = (count: number) =>
		Promise.all(Array.from({ length: count }, async () => (await shared.getCredentials()).securityToken));
	return { shared, tokens, wait, opened: () => opened, requested: () => requested };
}

const expired = () =>
	new ApiError({
		action: "CreateAiCallTask",
		outcome: "credentials",
		code: "InvalidSecurityToken.Expired",
		answer: "",
	});

async function refuse(shared: SharedCredentials, error: Error = expired()): Promise<void> {
	await assert.rejects(
		shared.during(async () => {
			await shared.getCredentials();
			throw error;
		}),
	);
}

describe("shared credentials", () => {
	it("are requested once for concurrent requests", async () => {
		const { tokens, requested } = sharedOver({ token: "1" }, { token: "2" });

		assert.deepEqual(await tokens(20), Array(20).fill("1"));
		assert.equal(requested(), 1);
	});

	it("are requested again after a minute, once for concurrent requests", async () => {
		const { tokens, requested, wait } = sharedOver({ token: "1" }, { token: "2" });
		await tokens(1);
		wait(59);
		assert.deepEqual(await tokens(3), ["1", "1", "1"]);

		wait(2);

		assert.deepEqual(await tokens(20), Array(20).fill("2"));
		assert.equal(requested(), 2);
	});

	it("stay in use while their source fails", async () => {
		const { tokens, wait } = sharedOver({ token: "1" }, { error: "broken" }, { token: "2" });
		await tokens(1);

		wait(61);
		assert.deepEqual(await tokens(2), ["1", "1"]);
		wait(6);
		assert.deepEqual(await tokens(2), ["2", "2"]);
	});

	it("are not searched for again at once after a failure", async () => {
		const { shared, tokens, requested, wait } = sharedOver({ error: "nothing" }, { token: "1" });
		for (const _ of [1, 2, 3]) await assert.rejects(shared.getCredentials(), /nothing/);
		assert.equal(requested(), 1);

		wait(6);

		assert.deepEqual(await tokens(1), ["1"]);
	});

	it("come from a reopened source when the service reports them expired", async () => {
		const { shared, tokens, opened } = sharedOver({ token: "1" }, { token: "2" });

		await refuse(shared);

		assert.deepEqual(await tokens(1), ["2"]);
		assert.equal(opened(), 2);
	});

	it("are renewed once when many requests report them expired", async () => {
		const { shared, tokens, opened, requested } = sharedOver({ token: "1" }, { token: "2" });

		await Promise.all(Array.from({ length: 10 }, () => refuse(shared)));

		assert.deepEqual(await tokens(10), Array(10).fill("2"));
		assert.deepEqual([opened(), requested()], [2, 2]);
	});

	it("are not renewed for another refusal", async () => {
		const { shared, opened } = sharedOver({ token: "1" });

		await refuse(
			shared,
			new ApiError({ action: "A", outcome: "credentials", code: "InvalidTimeStamp.Expired", answer: "" }),
		);
		await refuse(
			shared,
			new ApiError({ action: "A", outcome: "credentials", code: "SignatureDoesNotMatch", answer: "" }),
		);
		await refuse(shared, new Error("Expired"));

		assert.equal(opened(), 1);
	});

	it("requested before an expiry are not used after it", async () => {
		const { shared, tokens } = sharedOver({ token: "1" }, { token: "2" });
		const early = shared.getCredentials();
		await refuse(shared);
		await early;

		assert.deepEqual(await tokens(2), ["2", "2"]);
	});
});
