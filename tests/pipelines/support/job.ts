/** What starts a pipeline. */
export type Trigger =
	| { readonly event: "pull request" | "merge" | "night" }
	| { readonly event: "by hand"; readonly action: "deploy" | "recover" | "destroy"; readonly confirm: string };

/** What a project sets up once: variables and secrets by name. */
export type SetUp = Readonly<Record<string, string>>;

export interface Step {
	readonly kind: "run" | "keep" | "fetch";
	/** Of `run`: the command, as the YAML has it. */
	readonly command: string;
	readonly env: Readonly<Record<string, string>>;
	/** Of `keep` and `fetch`: an artifact or a cache, and what is in it. */
	readonly name: string;
	readonly paths: readonly string[];
	isWanted(state: StepState): boolean;
}

export interface StepState {
	readonly hasFailed: boolean;
	hasFile(path: string): boolean;
}

/** A job of a pipeline, as its YAML describes it. */
export interface Job {
	readonly name: string;
	/** A person has to approve it. */
	readonly isGuarded: boolean;
	/** Jobs with the same value never run at the same time; `undefined` if any may. */
	readonly queue: string | undefined;
	readonly steps: readonly Step[];
}

/** A system that runs pipelines. */
export interface System {
	readonly name: string;
	/** The jobs that a trigger starts, in their order. `workspace` is the folder of the program. */
	jobs(trigger: Trigger, setUp: SetUp, workspace: string): Promise<Job[]>;
}

const always = () => true;
const onSuccess = ({ hasFailed }: StepState) => !hasFailed;

export function runs(command: string, env: Step["env"], isWanted: Step["isWanted"] = onSuccess): Step {
	return { kind: "run", command, env, name: "", paths: [], isWanted };
}

export function keeps(name: string, paths: readonly string[], isWanted: Step["isWanted"] = always): Step {
	return { kind: "keep", command: "", env: {}, name, paths, isWanted };
}

export function fetches(name: string): Step {
	return { kind: "fetch", command: "", env: {}, name, paths: [], isWanted: onSuccess };
}
