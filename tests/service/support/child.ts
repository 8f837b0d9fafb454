import { apiOf } from "../../../provider/service/client";
import { queryAiCallTaskPage, startAiCallTask } from "../../../provider/service/operations";
import { settingsOf } from "../../../provider/service/settings";
import { Order, type Result } from "./client-process";

process.on("message", async (message: unknown) => {
	process.send?.(await carryOut(Order.parse(message)));
});

async function carryOut({ env, configuration, operation, times }: Order): Promise<Result> {
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
			await (operation === "start" ? api.call(startAiCallTask, { TaskId: "1" }) : api.call(queryAiCallTaskPage, {}));
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
