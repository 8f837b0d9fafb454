import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { EngineWatch } from "../../../provider/shells/engine-watch";
import { createPlugin } from "../../../provider/shells/plugin";
import { EngineLog } from "../../../provider/shells/plugin/engine-log";
import { structOf } from "../../../provider/shells/plugin/messages";
import { aDefinition } from "../../support/definitions";
import { describeSimulator } from "../../support/describe-simulator";
import { answerTo, serve } from "../../support/shells/plugin-calls";
import { useStateHome } from "../../support/state-home";
import { createdTask, startEngine } from "./support/open-plugin";

describe("the journal of the plugin", () => {
	const folder = useStateHome();
	const closing: (() => void)[] = [];
	afterEach(() => {
		for (const close of closing.splice(0)) close();
	});

	describeSimulator("with lines of version 0.1.0", (fixture) => {
		it("understands them, and warns of none", async () => {
			const { simulator } = fixture;
			const { url, accessKeyId, accessKeySecret } = simulator;
			const journal = join(folder(), "pulumi-aiccs");
			mkdirSync(journal);
			const line = { owner: "another", interrupted: "118723606797749982", startedAt: null };
			writeFileSync(join(journal, "run-1-abcdef.jsonl"), JSON.stringify(line));
			const engine = await startEngine();
			const log = new EngineLog();
			log.connect(engine.address);
			const plugin = createPlugin(log, new EngineWatch(undefined, () => {}));
			const { client, close } = await serve(plugin.service());
			closing.push(close, engine.close);
			const configuration = new proto.ConfigureRequest();
			configuration.setArgs(structOf({ endpoint: url, accessKeyId, accessKeySecret }));
			await answerTo<proto.ConfigureResponse>((done) => client.configure(configuration, done));

			await createdTask(client, "spring", { ...aDefinition() });

			assert.equal(simulator.tasks().length, 1);
			assert.deepEqual(
				engine.lines.filter(({ text }) => /journal/.test(text)),
				[],
			);
		});
	});
});
