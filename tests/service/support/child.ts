import { apiOf } from "../../../provider/service/client";
import { queryAiCallTaskPage, startAiCallTask } from "../../../provider/service/operations";
import { settingsOf } from "../../../provider/service/settings";
import type { Answer, Order } from "./other-process";

process.on("message", async (order: Order) => {
	process.send?.(await answer(order));
});

async function answer({ env, configuration, ask, times }: Order): Promise<Answer> {
	const before = { ...process.env };
	Object.assign(process.env, env);
	const lines: string[] = [];
	const begun = Date.now();
	try {
		const api = apiOf(
			() => settingsOf((key) => configuration[key]),
			(line) => void lines.push(line),
		);
		for (let time = 0; time < times; time++) {
			await (ask === "start" ? api.call(startAiCallTask, { TaskId: "1" }) : api.call(queryAiCallTaskPage, {}));
		}
		return { lines, milliseconds: Date.now() - begun };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const outcome = error instanceof Error && "outcome" in error ? String(error.outcome) : error?.constructor.name;
		return { lines, milliseconds: Date.now() - begun, message, outcome };
	} finally {
		for (const name of Object.keys(env)) {
			if (before[name] === undefined) delete process.env[name];
			else process.env[name] = before[name];
		}
	}
}
