import { join, resolve } from "node:path";
import { z } from "zod";
import { startSimulator } from "../simulator/index";
import { runCommand } from "../tools/setup/command";
import type { BenchOptions } from "./options";
import type { Io } from "./round";
import type { Samples } from "./samples";

const series = "quota";
const requestsPerSecond = 50;
const kinds = ["create", "detail", "page"] as const;
const Report = z.object({ seconds: z.record(z.enum(kinds), z.number()), failed: z.number() });
/** Fewer would measure the first second only, in which the quota is learned. */
const fewest = 300;

/** Row 11: requests of the provider's own client, without Pulumi, to an account with a quota. */
export async function underQuota({ samples, progress }: Io, options: BenchOptions): Promise<void> {
	const simulator = await startSimulator({ seed: 1, settings: { requestsPerSecond } });
	try {
		const count = countOf(options);
		const service = resolve("dist", "provider", "service");
		const script = [join(__dirname, "quota", "send-requests.js"), service, simulator.url, String(count)];
		const env = {
			...process.env,
			ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
			ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
			no_proxy: "127.0.0.1,localhost",
		};
		const result = await runCommand(process.execPath, script, { env, timeoutSeconds: 600 });
		if (result.exitCode !== 0) throw new Error(`${script[0]} failed: ${result.output.trim()}`);
		const { seconds, failed } = Report.parse(JSON.parse(result.stdout));
		const throttled = simulator.requests().filter(({ code }) => code.startsWith("Throttling")).length;
		for (const kind of kinds) {
			samples.add(series, kind, "ours", { seconds: seconds[kind], calls: { throttled, failed } });
			progress(`quota: ${count} of ${kind}: ${seconds[kind].toFixed(2)} s`);
		}
	} catch (error) {
		samples.fail(series, "create", "ours", error instanceof Error ? error.message : String(error));
	} finally {
		await simulator.stop();
	}
}

/** The share of the requests that the account accepts in the time that is taken, those saved before it included. */
export const quotaRow = (options: BenchOptions) => ({
	figure: `${countOf(options)} creations, details and pages at ${requestsPerSecond} a second: share of the quota; failures`,
	goal: "at least 95 %; 0",
	result: (samples: Samples) => {
		const seconds = kinds.map((kind) => samples.seconds(series, kind, "ours"));
		const total = seconds.reduce((sum, each) => sum + each, 0);
		const share = (kinds.length * countOf(options)) / (requestsPerSecond * (1 + total));
		const { throttled = 0, failed = 0 } = samples.calls(series, "page", "ours");
		return {
			measured: `${(share * 100).toFixed(1)} % (${seconds.map((each) => `${each.toFixed(1)} s`).join(", ")}); ${failed} failures`,
			met: share >= 0.95 && failed === 0,
			compared: `${throttled} requests were throttled and sent again`,
			values: { share, total, throttled, failed },
		};
	},
});

function countOf({ tasks }: BenchOptions): number {
	return Math.max(tasks, fewest);
}
