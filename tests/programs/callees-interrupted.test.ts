import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { endOf } from "../support/soak/processes";
import { assertHas, csvOf, fromFile, numbersOf, sundayEvening, up } from "./support/callees";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { processesWith, commandOf } from "../../tools/pulumi/processes";

const numbers = numbersOf(20_000);

describePrograms("an interrupted import", (open) => {
	for (const target of ["group", "cli"]) {
	it(`ends ${target}`, async () => {
		const { program, simulator } = await open(
			{ files: { ...fromFile, "lists.json": '{"spring":{}}', "spring.csv": csvOf(numbers) }, env: { NODE_OPTIONS: "--require=/tmp/cli/hook.cjs" }, config: { "aiccs:listLagSeconds": "1" } },
			{ now: () => sundayEvening },
		);
		simulator.fault({ action: "ImportTaskNumberDatas", fault: "delay", seconds: 0.4, times: 1000 });
		const child = program.spawn(up);
		let output = "";
		child.stdout?.setEncoding("utf8").on("data", (t: string) => { output += t; });
		const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 128)));
		while (simulator.actions().filter((a) => a === "ImportTaskNumberDatas").length < 4) await wait(20);
		console.log(processesWith(`PULUMI_HOME=${program.env.PULUMI_HOME}`).map((pid) => `${pid} ${commandOf(pid).slice(0, 150)}`));
		if (target === "group") console.log((await program.up()).output);
		const t = Date.now();
		process.kill(target === "group" ? -(child.pid ?? 0) : child.pid ?? 0, "SIGINT");
		console.log(await ended, Date.now() - t, output);
		console.log(await endOf(`PULUMI_HOME=${program.env.PULUMI_HOME}`, 10_000), Date.now() - t);
		console.log(program.state().text.match(/__incomplete.*|"__batches[^\]]*|pending_oper[^\]]*/g));
		simulator.clearFaults();
		simulator.clearRequests();
		const t2 = Date.now();
		console.log((await program.up()).output, Date.now() - t2);
		console.log(JSON.stringify(simulator.actions().reduce((m: any, a) => ({ ...m, [a]: (m[a] ?? 0) + 1 }), {})));
		assertHas(simulator, "spring", numbers);
	});
	}
});
