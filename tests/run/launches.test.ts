import assert from "node:assert/strict";
import { playLaunches } from "./support/launch-play";

const seeds = 20;

describe("random campaigns with a limit of launches, whose runs are killed", function () {
	this.timeout(300_000);

	it("import and start no more people than confirmed, and go through once each launch is confirmed", async () => {
		const played = { confirmed: 0, kills: 0 };
		for (let seed = 1; seed <= seeds; seed++) {
			const { confirmed, kills } = await playLaunches(seed);
			played.confirmed += confirmed;
			played.kills += kills;
		}
		assert.ok(played.confirmed > seeds / 2 && played.kills > seeds / 2, JSON.stringify(played));
	});
});
