import { playCampaign } from "./support/play";

describe("x", function () {
	this.timeout(600000);
	it("plays", async () => {
		const from = Number(process.env.FROM ?? 1),
			n = Number(process.env.N ?? 200);
		let runs = 0,
			bad = 0;
		const t0 = Date.now();
		const kinds: Record<string, number[]> = {};
		for (let s = from; s < from + n; s++) {
			try {
				runs += (await playCampaign(s)).runs;
			} catch (e) {
				bad++;
				const m = String((e as Error).message);
				if (bad <= Number(process.env.SHOW ?? 1)) process.stdout.write(m + "\n");
				const k = (m.match(
					/(called twice|called although \S+|not called|a second run|up does not succeed: .{0,100}|Error: .{0,80})/,
				) ?? ["?"])[0].replace(/\d+/g, "#");
				(kinds[k] ??= []).push(s);
			}
		}
		process.stdout.write(`${runs} runs, ${bad} bad of ${n}, ${Date.now() - t0} ms\n`);
		for (const [k, v] of Object.entries(kinds)) process.stdout.write(`${k}: ${v.length}: ${v.slice(0, 12)}\n`);
	});
});
