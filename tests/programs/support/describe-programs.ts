import assert from "node:assert/strict";
import { type Simulator, type SimulatorOptions, startSimulator, type TaskView } from "../../../simulator";
import { openProgram, type Program, type ProgramOptions } from "../../../tools/pulumi/program";
import type { CommandResult } from "../../../tools/setup/command";
import { javaScript } from "./campaign";

export interface Account {
	readonly simulator: Simulator;
	readonly program: Program;
}

/** Opens a program with an account of its own; both are closed when the test is over. */
export type Open = (options: ProgramOptions, simulator?: SimulatorOptions) => Promise<Account>;

export interface Deployed extends Account {
	readonly taskId: string;
	/** Of the resource. */
	readonly urn: string;
}

/**
 * Opens the program `spring()` as an update has left it: one INIT task, in state and account. One real update in each
 * test process makes them; its state and its task are copied.
 */
export type OpenDeployed = (simulator?: SimulatorOptions) => Promise<Deployed>;

/** A program of one resource, `spring`, whose task has the same name. */
export const spring = (more = "", options = "") =>
	javaScript(`
		const task = new AiCallTask("spring", { ...campaign, taskName: "spring", ${more} }${options && `, ${options}`});
		exports.taskId = task.taskId;
		exports.status = task.status;
	`);

/** Programs on the real CLI. One command takes two to eight seconds, more on a busy machine. */
export function describePrograms(title: string, tests: (open: Open, openDeployed: OpenDeployed) => void): void {
	describe(title, function () {
		this.timeout(240_000);
		const opened: Account[] = [];
		afterEach(async () => {
			for (const account of opened.splice(0)) await close(account);
		});

		const open: Open = async (options, settings) => {
			const account = await openAccount(options, settings);
			opened.push(account);
			return account;
		};
		const openDeployed: OpenDeployed = async (settings) => {
			original ??= deploy();
			const { state, task, url, urn } = await original;
			const account = await open({ files: spring() }, settings);
			const [taskId = ""] = account.simulator.seedTasks([task.definition]);
			account.program.writeState(state.replaceAll(task.taskId, taskId).replaceAll(url, account.simulator.url));
			account.simulator.clearRequests();
			return { ...account, taskId, urn };
		};
		tests(open, openDeployed);
	});
}

async function openAccount(options: ProgramOptions, settings: SimulatorOptions = {}): Promise<Account> {
	const simulator = await startSimulator(settings);
	return { simulator, program: await openProgram({ simulator, ...options }) };
}

async function close({ program, simulator }: Account): Promise<void> {
	await program.close();
	await simulator.stop();
}

interface Original {
	readonly state: string;
	readonly task: TaskView;
	readonly url: string;
	readonly urn: string;
}

let original: Promise<Original> | undefined;

async function deploy(): Promise<Original> {
	const account = await openAccount({ files: spring() });
	const { program, simulator } = account;
	try {
		await succeeded(program.up());
		const { text, deployment } = program.state();
		const task = simulator.task("spring") ?? assert.fail();
		const { urn } = deployment.resources?.find(({ id }) => id === task.taskId) ?? assert.fail();
		return { state: text, task, url: simulator.url, urn };
	} finally {
		await close(account);
	}
}

/** The output of a command that must have succeeded. */
export async function succeeded(command: Promise<CommandResult>): Promise<string> {
	const { exitCode, output } = await command;
	assert.equal(exitCode, 0, output);
	return output;
}

/** The output of a command that must have failed, in its own words: no stack trace of a program. */
export async function failed(command: Promise<CommandResult>): Promise<string> {
	const { exitCode, output } = await command;
	assert.equal(exitCode, 1, output);
	assert.doesNotMatch(output, /\n\s+at |unhandled|UnhandledPromise/i);
	return output;
}
