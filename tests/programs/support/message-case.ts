import type { Simulator, TaskStatus } from "../../../simulator";
import { agent } from "../../support/definitions";

/** A resource of a program: what differs from a definition that nothing is wrong with. */
export interface Declared {
	readonly name: string;
	readonly args: Readonly<Record<string, unknown>>;
	/** Type and name of a component. */
	readonly parent?: string;
	/** Another resource of the row, which is declared and checked before this one. */
	readonly dependsOn?: string;
	/** Resource options as a program writes them. */
	readonly options?: string;
}

/** One `pulumi up` after a change of the program or of the account. */
export interface Step {
	readonly program?: readonly Declared[];
	/** Resources that --replace names. */
	readonly replace?: readonly string[];
	readonly refresh?: true;
	/** What somebody does in the console first. */
	readonly console?: (simulator: Simulator) => void;
}

/** What a way out has to go by: nothing but what was said, and the program. */
export interface Reading {
	/** The lines as they were printed. */
	readonly said: string;
	readonly program: readonly Declared[];
	/** A name of the table as it is in the program. */
	named(name: string): string;
	/** Id of the task that had this name before. */
	idOf(taskName: string): string;
}

type Way = (reading: Reading) => readonly Step[];

export interface OtherTask {
	readonly TaskName: string;
	readonly status?: TaskStatus;
	readonly phoneNumbers?: readonly string[];
	readonly [property: string]: unknown;
}

type Said = Readonly<Record<string, readonly string[]>>;

/** One case: where it begins, what is said about it in each kind of run, and the ways out. */
export interface Row {
	readonly title: string;
	/** Whether the service updates, renames and stops a task that has not started. */
	readonly inInit: "accepts" | "refuses";
	readonly others?: readonly OtherTask[];
	readonly before?: readonly Declared[];
	/** A creation of which the run was killed before the engine learnt of it. */
	readonly lost?: Declared;
	/** What the tasks do by now: those that run have three numbers. */
	readonly statuses?: Readonly<Record<string, TaskStatus>>;
	readonly after: readonly Declared[];
	readonly replace?: readonly string[];
	readonly taint?: readonly string[];
	/** By resource, in a preview of a folder program and in one of an inline program. */
	readonly preview: Said;
	/** A call of the update that takes so long that another resource of the program is quicker. */
	readonly lateInUpdate?: string;
	/** Errors and other lines of an update without a preview. It has no knowledge of the stack's last state. */
	readonly up: readonly string[];
	/** The update has done some of it before it failed, or all. */
	readonly isDoneInPart?: true;
	/** From what the preview says to a program that goes up. */
	readonly ways: Readonly<Record<string, Way>>;
	/** The same for what only an update says. */
	readonly waysAfterUp?: Readonly<Record<string, Way>>;
	/** Tasks that run and are to stop. */
	readonly stops?: readonly string[];
}

export const callees = ["13800000001", "13800000002", "13800000003"];

function found(said: string, pattern: RegExp): string {
	const match = pattern.exec(said);
	if (match?.[1] === undefined) throw new Error(`Nothing like ${pattern} was said:\n${said}`);
	return match[1];
}

/** The program with one resource changed. */
function changed(
	{ program, named }: Reading,
	name: string,
	change: (declared: Declared) => Declared,
): readonly Declared[] {
	return program.map((declared) => (declared.name === named(name) ? change(declared) : declared));
}

const withArgs = (declared: Declared, args: Declared["args"]) => ({ ...declared, args: { ...declared.args, ...args } });

/** Gives the resource another name. */
export function anotherName(name: string, more: Omit<Step, "program"> = {}): Way {
	return (reading) => {
		found(reading.said, /(another (?:name|taskName)|a name of its own|a free taskName|differ visibly)/);
		const rename = (declared: Declared) => withArgs(declared, { taskName: `${declared.args.taskName} too` });
		const replace = more.replace?.map(reading.named);
		return [{ ...more, program: changed(reading, name, rename), ...(replace && { replace }) }];
	};
}

/** Copies a line out of the message into the resource's arguments. */
export function argument(name: string, property: string): Way {
	return (reading) => {
		const [, value] = found(reading.said, new RegExp(`(${property}: "[^"]+")`)).split(/: "|"$/);
		return [{ program: changed(reading, name, (declared) => withArgs(declared, { [property]: value })) }];
	};
}

/** Copies the option out of the message, in place of `adoptTaskId` where that was there. */
export function option(name: string): Way {
	return (reading) => {
		const options = found(reading.said, /the option (aliases: \[.+?\])\. /);
		const change = ({ args: { adoptTaskId, ...args }, ...declared }: Declared) => ({ ...declared, args, options });
		return [{ program: changed(reading, name, change) }];
	};
}

export function withoutAdoption(name: string, more: Declared["args"] = {}): Way {
	return (reading) => {
		found(reading.said, /([Rr]emove adoptTaskId)/);
		const change = ({ args: { adoptTaskId, ...args }, ...declared }: Declared) => ({
			...declared,
			args: {
				...args,
				...(more.taskName === undefined ? more : { taskName: reading.named(String(more.taskName)) }),
			},
		});
		return [{ program: changed(reading, name, change) }];
	};
}

/** Renames a task in the console, where the message says that this is a way. */
export function renamedInConsole(taskName: string): Way {
	return ({ said, idOf, program }) => {
		found(said, /(renaming that task|rename task \d{18} in the console)/);
		return [
			{ program, console: (simulator) => simulator.changeTask(idOf(taskName), { TaskName: `${taskName} by hand` }) },
		];
	};
}

/** Lets the task come to a status, and goes on with the same program. */
export function once(taskName: string, pattern: RegExp, ...statuses: readonly TaskStatus[]): Way {
	return ({ said, idOf, program }) => {
		found(said, pattern);
		const console = (simulator: Simulator) => {
			simulator.importNumbers(idOf(taskName), [...callees]);
			for (const status of statuses) simulator.setStatus(idOf(taskName), status);
		};
		return [{ program, console }];
	};
}

/** Nothing has to be done about it. */
export const goOn: Way = ({ program }) => [{ program }];

export const definedAsDeclared = {
	AgentId: agent,
	VirtualNumber: "057100001111",
	CallTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
	TaskCps: 5,
};
