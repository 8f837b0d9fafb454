import { otherAgent } from "../../support/definitions";
import {
	anotherName,
	argument,
	type Declared,
	definedAsDeclared,
	goOn,
	once,
	option,
	type Row,
	renamedInConsole,
	withoutAdoption,
} from "./message-case";

const task = (name: string, taskName: string, args: Declared["args"] = {}, more: Partial<Declared> = {}): Declared => ({
	name,
	args: { taskName, ...args },
	...more,
});
const renamedResource = { before: [task("one", "spring")], after: [task("uno", "spring")] };

/*
 * Folder and inline programs show the same. An update without a preview differs where it cannot know what a program
 * looks up: whose task it is, when the holder's resource is no longer declared or is not the stack's (it names the
 * preview instead), and whether the holder looks like one that an interrupted run left. It prints no values, and does
 * not say beforehand what it is going to do.
 */

/** The service's refusal of an update in a status. */
const refusedIn = (status: string) =>
	`UpdateAiCallTask failed: TaskStatus.Invalid (HTTP 400, request id <request>). The service says: "任务当前状态(${status})不允许该操作: UpdateAiCallTask".`;

const holders: readonly Row[] = [
	{
		title: "another user's stopped task has the name",
		inInit: "accepts",
		others: [{ TaskName: "spring", status: "STOPPED" }],
		after: [task("one", "spring")],
		preview: {
			one: [
				'error: taskName ("spring") is already held by task <spring> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: {
			"another name": anotherName("one"),
			adoption: argument("one", "adoptTaskId"),
			"renaming it": renamedInConsole("spring"),
		},
	},
	{
		title: "another user's task that has not started has the name",
		inInit: "accepts",
		others: [{ TaskName: "spring", AgentId: otherAgent }],
		after: [task("one", "spring")],
		preview: {
			one: [
				'error: taskName ("spring") is already held by task <spring> (INIT, agent 118012345678905678, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, agent 118012345678905678, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "another name": anotherName("one") },
	},
	{
		title: "another user's running campaign has the name",
		inInit: "accepts",
		others: [{ TaskName: "spring", phoneNumbers: ["13800000001"] }],
		after: [task("one", "spring")],
		preview: {
			one: [
				'error: taskName ("spring") is already held by task <spring> (RUNNING, the same agent, created <time> Asia/Shanghai, 1 number, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (RUNNING, the same agent, created <time> Asia/Shanghai, 1 number, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { adoption: argument("one", "adoptTaskId") },
	},
	{
		title: "another user's task has the name that an existing task is given",
		inInit: "accepts",
		others: [{ TaskName: "summer", status: "STOPPED" }],
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("one", "summer")],
		preview: {
			one: [
				'error: taskName ("summer") is already held by task <summer> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or free the name by renaming that task.',
				"warning: The campaign is running: this update stops it, changes it and starts it again.",
			],
		},
		up: [
			"Nothing was sent: taskName is already held by task <summer> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or free the name by renaming that task.",
		],
		ways: { "another name": anotherName("one"), "renaming it": renamedInConsole("summer") },
	},
	{
		title: "a task that a killed run on another machine left has the name",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring" }],
		after: [task("one", "spring")],
		preview: {
			one: [
				`error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task is defined exactly as this one and was never used, so an interrupted run probably left it: take it into the stack with adoptTaskId: "<spring>". If it is not yours, choose another name; or free the name by renaming that task.`,
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { adoption: argument("one", "adoptTaskId"), "another name": anotherName("one") },
	},
	{
		title: "a resource of the program has the name, and changes it in the same run",
		inInit: "accepts",
		before: [task("one", "spring")],
		statuses: { spring: "STOPPED" },
		lateInUpdate: "UpdateAiCallTask",
		after: [task("two", "spring"), task("one", "summer")],
		preview: {
			two: [
				'error: taskName ("spring") is already held by task <spring> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "one" of this stack. Choose another name; or first change the taskName of "one" in a pulumi up of its own.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "one" of this stack. Choose another name; or first change the taskName of "one" in a pulumi up of its own.',
		],
		isDoneInPart: true,
		ways: {
			"another name": anotherName("two"),
			"that change first": ({ said, program, named }) => {
				if (!said.includes(`first change the taskName of "${named("one")}" in a pulumi up of its own`))
					throw new Error(said);
				return [{ program: program.filter(({ name }) => name === named("one")) }, { program }];
			},
		},
	},
	{
		title: "a resource of the program has the name",
		inInit: "accepts",
		before: [task("one", "spring")],
		after: [task("one", "spring"), task("two", "spring", {}, { dependsOn: "one" })],
		preview: {
			one: ['error: taskName ("spring") is also declared by "two". Give each task a name of its own.'],
			two: ['error: taskName ("spring") is also declared by "one". Give each task a name of its own.'],
		},
		up: ['taskName is also declared by "one". Give each task a name of its own.'],
		ways: { "another name": anotherName("two") },
	},
	{
		title: "a resource that the program no longer declares has the name",
		inInit: "refuses",
		...renamedResource,
		statuses: { spring: "RUNNING" },
		preview: {
			uno: [
				'error: taskName ("spring") is already held by task <spring> (RUNNING, the same agent, created <time> Asia/Shanghai, 3 numbers, <calls>), and names are unique in the account. That task belongs to resource "one" of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, add the option aliases: [{ name: "one" }]. Otherwise choose another name.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (RUNNING, the same agent, created <time> Asia/Shanghai, 3 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "the option": option("uno") },
		waysAfterUp: { adoption: argument("uno", "adoptTaskId") },
	},
	{
		title: "a resource that the program no longer declares has the name of another campaign",
		inInit: "accepts",
		...renamedResource,
		preview: {
			uno: [
				'error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "one" of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, add the option aliases: [{ name: "one" }]. Otherwise choose another name.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "another name": anotherName("uno") },
	},
	{
		title: "two new resources have one name",
		inInit: "accepts",
		after: [task("one", "spring"), task("two", "spring", {}, { dependsOn: "one" })],
		preview: {
			one: ['error: taskName ("spring") is also declared by "two". Give each task a name of its own.'],
			two: ['error: taskName ("spring") is also declared by "one". Give each task a name of its own.'],
		},
		up: ['taskName is also declared by "one". Give each task a name of its own.'],
		ways: { "another name": anotherName("two") },
	},
	{
		title: "two new resources have names that look the same",
		inInit: "accepts",
		after: [task("one", "spring"), task("two", "Spring", {}, { dependsOn: "one" })],
		preview: {
			two: [
				'warning: taskName ("Spring") looks the same as that of "one": they differ in letter case, width, Unicode form or invisible characters only. It is not published whether the service treats them as the same name. Use names that differ visibly.',
			],
		},
		up: [],
		isDoneInPart: true,
		ways: { "another name": anotherName("two"), "going on": goOn },
	},
];

/** Parks one of the two names first. */
const oneAfterTheOther: Row["ways"][string] = ({ program, named }) => {
	const [a, b] = program;
	if (a === undefined || b === undefined) throw new Error("two resources");
	const named2 = (declared: Declared, taskName: string) => ({
		...declared,
		args: { ...declared.args, taskName: named(taskName) },
	});
	const first = [named2(a, "red"), named2(b, "green")];
	return [{ program: first }, { program: [a, named2(b, "green")] }, { program }];
};

const renamings: readonly Row[] = [
	{
		title: "two resources swap their names",
		inInit: "accepts",
		before: [task("a", "red"), task("b", "blue")],
		statuses: { red: "RUNNING", blue: "STOPPED" },
		after: [task("a", "blue"), task("b", "red")],
		preview: {
			a: [
				'error: taskName ("blue") is already held by task <blue> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "b" of this stack. Choose another name; or first change the taskName of "b" in a pulumi up of its own.',
				"warning: The campaign is running: this update stops it, changes it and starts it again.",
			],
			b: [
				'error: taskName ("red") is already held by task <red> (RUNNING, the same agent, created <time> Asia/Shanghai, 3 numbers, <calls>), and names are unique in the account. That task belongs to resource "a" of this stack. Choose another name; or first change the taskName of "a" in a pulumi up of its own.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <blue> (STOPPED, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "b" of this stack. Choose another name; or first change the taskName of "b" in a pulumi up of its own.',
			'Nothing was sent: taskName is already held by task <red> (RUNNING, the same agent, created <time> Asia/Shanghai, 3 numbers, <calls>), and names are unique in the account. That task belongs to resource "a" of this stack. Choose another name; or first change the taskName of "a" in a pulumi up of its own.',
		],
		ways: { "one after the other": oneAfterTheOther },
		waysAfterUp: { "one after the other, after an update": oneAfterTheOther },
	},
	{
		title: "a resource takes the name that another one gives up",
		inInit: "accepts",
		before: [task("a", "red"), task("b", "blue")],
		after: [task("a", "blue"), task("b", "green")],
		preview: {
			a: [
				'error: taskName ("blue") is already held by task <blue> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "b" of this stack. Choose another name; or first change the taskName of "b" in a pulumi up of its own.',
				"warning: The task is INIT, and the service documents updates of stopped tasks only: it may refuse this one. If it does, nothing changes and the error says what to do.",
			],
			b: [
				"warning: The task is INIT, and the service documents updates of stopped tasks only: it may refuse this one. If it does, nothing changes and the error says what to do.",
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <blue> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "b" of this stack. Choose another name; or first change the taskName of "b" in a pulumi up of its own.',
		],
		isDoneInPart: true,
		ways: {
			"that change first": ({ said, program, named }) => {
				if (!said.includes(`first change the taskName of "${named("b")}" in a pulumi up of its own`))
					throw new Error(said);
				const [a, b] = program;
				if (a === undefined || b === undefined) throw new Error("two resources");
				return [{ program: [{ ...a, args: { ...a.args, taskName: named("red") } }, b] }, { program }];
			},
		},
	},
];

const moves: readonly Row[] = [
	{
		title: "a resource moves into a component",
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring", {}, { parent: "Shop/shop" })],
		preview: {
			one: [
				'error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "one" of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, add the option aliases: [{ parent: pulumi.rootStackResource }]. Otherwise choose another name.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "the option": option("one") },
	},
	{
		title: "a resource moves out of a component",
		inInit: "refuses",
		before: [task("one", "spring", {}, { parent: "Shop/shop" })],
		after: [task("one", "spring")],
		preview: {
			one: [
				'error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "one" (in test:index:Shop) of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, add the option aliases: ["urn:pulumi:dev::shop::test:index:Shop$pulumi-nodejs:dynamic/aiccs:AiCallTask::one"]. Otherwise choose another name.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "the option": option("one") },
	},
	{
		title: "a resource moves to a component of another type",
		inInit: "refuses",
		before: [task("one", "spring", {}, { parent: "Shop/shop" })],
		after: [task("one", "spring", {}, { parent: "Store/store" })],
		preview: {
			one: [
				'error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "one" (in test:index:Shop) of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, add the option aliases: ["urn:pulumi:dev::shop::test:index:Shop$pulumi-nodejs:dynamic/aiccs:AiCallTask::one"]. Otherwise choose another name.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "the option": option("one") },
	},
	{
		title: "a component is renamed, and with it the resource in it",
		inInit: "refuses",
		before: [task("shop-calls", "spring", {}, { parent: "Shop/shop" })],
		after: [task("market-calls", "spring", {}, { parent: "Shop/market" })],
		preview: {
			"market-calls": [
				'error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "shop-calls" (in test:index:Shop) of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, add the option aliases: [{ name: "shop-calls" }]. Otherwise choose another name.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "the option": option("market-calls") },
	},
	{
		title: "a resource with colons in its name is renamed",
		inInit: "refuses",
		before: [task("a::b", "spring")],
		after: [task("a::c", "spring")],
		preview: {
			"a::c": [
				'error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task belongs to resource "a::b" of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, add the option aliases: [{ name: "a::b" }]. Otherwise choose another name.',
			],
		},
		up: [
			'Nothing was sent: taskName is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. Choose another name; or take that task into the stack with adoptTaskId: "<spring>"; or free the name by renaming that task. If this stack already has that task under another resource name, run pulumi preview instead: it shows the aliases option to add.',
		],
		ways: { "the option": option("a::c") },
	},
];

const adoptions: readonly Row[] = [
	{
		title: "another user's stopped task is adopted",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring", status: "STOPPED" }],
		after: [task("one", "spring", { adoptTaskId: "spring", taskCps: 9 })],
		preview: { one: ["Task <spring> (STOPPED) is taken into the stack and updated (taskCps)."] },
		up: [],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: "another user's running campaign is adopted",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring", phoneNumbers: ["13800000001"] }],
		after: [task("one", "summer", { adoptTaskId: "spring", taskCps: 9 })],
		preview: {
			one: [
				"Task <spring> (RUNNING) is taken into the stack and updated (taskName, taskCps). The campaign is running: this update stops it, changes it and starts it again.",
			],
		},
		up: [
			"Task <spring> is running: stopping it for the update.",
			"Task <spring> is running again with its new settings.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: "a task is adopted that is just so",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring" }],
		after: [task("one", "spring", { adoptTaskId: "spring" })],
		preview: { one: ["Task <spring> (INIT) is taken into the stack unchanged."] },
		up: [],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: "a task that has not started is adopted and changed, which the service refuses",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring" }],
		after: [task("one", "spring", { adoptTaskId: "spring", taskCps: 9 })],
		preview: {
			one: [
				"Task <spring> (INIT) is taken into the stack and updated (taskCps).",
				"warning: The task is INIT, and the service documents updates of stopped tasks only: it may refuse this one. If it does, nothing changes and the error says what to do.",
			],
		},
		up: [
			`${refusedIn("INIT")} The task is INIT, and the service documents updates of stopped tasks only. Run pulumi up again once it has started; or set runState: "stopped", so that it is stopped first, where the service allows that; or replace it with a task under another taskName (pulumi up --replace with its URN).`,
		],
		ways: { "once it has started": once("spring", /(it may refuse this one)/) },
		waysAfterUp: { "once it has started, after an update": once("spring", /(once it has started)/) },
	},
	{
		title: "a task is adopted that the account does not have",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring" }],
		after: [task("one", "spring", { adoptTaskId: "118799999999999999" })],
		preview: {
			one: [
				'error: adoptTaskId ("118799999999999999") names no task in this account. Check the id (18 digits, as text) and that the credentials are those of its account.',
				`error: taskName ("spring") is already held by task <spring> (INIT, the same agent, created <time> Asia/Shanghai, 0 numbers, <calls>), and names are unique in the account. That task is defined exactly as this one and was never used, so an interrupted run probably left it: take it into the stack with adoptTaskId: "<spring>". If it is not yours, choose another name; or free the name by renaming that task.`,
			],
		},
		up: [
			"Nothing was sent: adoptTaskId names no task in this account. Check the id (18 digits, as text) and that the credentials are those of its account.",
		],
		ways: {
			"the right id": (reading) => {
				if (!reading.said.includes("Check the id")) throw new Error(reading.said);
				const adoptTaskId = reading.idOf("spring");
				return [{ program: reading.program.map((one) => ({ ...one, args: { ...one.args, adoptTaskId } })) }];
			},
		},
	},
	{
		title: "a task is adopted that another resource of the program has",
		inInit: "refuses",
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring"), task("two", "summer", { adoptTaskId: "spring" })],
		preview: {
			two: [
				'error: adoptTaskId ("<spring>") names the task of resource "one" of this stack. Remove adoptTaskId: a task belongs to one resource only.',
			],
		},
		up: [
			'Nothing was sent: adoptTaskId names the task of resource "one" of this stack. Remove adoptTaskId: a task belongs to one resource only.',
		],
		ways: { "removing adoptTaskId": withoutAdoption("two") },
	},
	{
		title: "a task is adopted that a resource has which the program no longer declares",
		inInit: "refuses",
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("uno", "spring", { adoptTaskId: "spring" })],
		preview: {
			uno: [
				'error: adoptTaskId ("<spring>") names the task of resource "one" of this stack, which the program no longer declares. If this is the same resource under a new name or in a new place, replace adoptTaskId with the option aliases: [{ name: "one" }]. Otherwise remove adoptTaskId and choose another taskName.',
			],
		},
		up: ['Task <spring> is left untouched: it now belongs to resource "uno".'],
		isDoneInPart: true,
		ways: { "the option": option("uno") },
		waysAfterUp: { "going on": goOn },
	},
	{
		title: "two new resources adopt one task",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring", status: "STOPPED" }],
		after: [
			task("one", "spring", { adoptTaskId: "spring" }),
			task("two", "summer", { adoptTaskId: "spring" }, { dependsOn: "one" }),
		],
		preview: {
			one: [
				"Task <spring> (STOPPED) is taken into the stack unchanged.",
				'error: adoptTaskId ("<spring>") is also adopted by "two". Remove adoptTaskId from one of them: a task belongs to one resource only.',
			],
			two: [
				'error: adoptTaskId ("<spring>") is also adopted by "one". Remove adoptTaskId from one of them: a task belongs to one resource only.',
			],
		},
		up: [
			'Nothing was sent: adoptTaskId is also adopted by "one". Remove adoptTaskId from one of them: a task belongs to one resource only.',
		],
		isDoneInPart: true,
		ways: { "removing adoptTaskId": withoutAdoption("two") },
	},
	{
		title: "a task of another agent is adopted",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "spring", AgentId: otherAgent, status: "STOPPED" }],
		after: [task("one", "spring", { adoptTaskId: "spring" })],
		preview: {
			one: [
				'error: agentId ("118012345678901234") differs from the adopted task, and the service cannot change it on an existing task. Use the value of that task, agentId: "118012345678905678"; or remove adoptTaskId and choose a free taskName, so that a new task is created.',
			],
		},
		up: [
			'Nothing was sent: agentId differs from the adopted task, and the service cannot change it on an existing task. Use the value of that task, agentId: "118012345678905678"; or remove adoptTaskId and choose a free taskName, so that a new task is created.',
		],
		ways: {
			"its agent": argument("one", "agentId"),
			"a new task": withoutAdoption("one", { taskName: "spring too" }),
		},
	},
	{
		title: "a resource adopts the task that it has",
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring", { adoptTaskId: "spring" })],
		preview: {},
		up: [],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
];

const elsewhere = { agentId: otherAgent };
const replacements: readonly Row[] = [
	{
		title: "a running campaign is replaced under its name",
		inInit: "accepts",
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring", elsewhere)],
		preview: {
			one: [
				"warning: The campaign is running and is replaced: the old task is stopped and its waiting numbers are cancelled. The new task has no numbers until a CalleeList or someone else imports them.",
			],
		},
		up: [
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
		stops: ["spring"],
	},
	{
		title: 'a running campaign with onDestroy "stop" is replaced under another name',
		inInit: "accepts",
		before: [task("one", "spring", { onDestroy: "stop" })],
		statuses: { spring: "RUNNING" },
		after: [task("one", "summer", { ...elsewhere, onDestroy: "stop" })],
		preview: {
			one: [
				'warning: The campaign is running and is replaced: the old task is stopped and keeps its name and numbers (onDestroy: "stop"). The new task has no numbers until a CalleeList or someone else imports them.',
			],
		},
		up: ['Task <spring> remains in the account (STOPPED) and keeps its name (onDestroy: "stop").'],
		isDoneInPart: true,
		ways: { "going on": goOn },
		stops: ["spring"],
	},
	{
		title: 'a running campaign with onDestroy "leave" is replaced under another name',
		inInit: "accepts",
		before: [task("one", "spring", { onDestroy: "leave" })],
		statuses: { spring: "RUNNING" },
		after: [task("one", "summer", { ...elsewhere, onDestroy: "leave" })],
		preview: {
			one: [
				'warning: The campaign is running and is replaced: the old task continues to call (onDestroy: "leave"). The new task has no numbers until a CalleeList or someone else imports them.',
			],
		},
		up: ['Task <spring> remains in the account untouched (onDestroy: "leave"); its name "spring" stays taken.'],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: 'a task with onDestroy "leave" is replaced under its name',
		inInit: "accepts",
		before: [task("one", "spring", { onDestroy: "leave" })],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring", { ...elsewhere, onDestroy: "leave" })],
		preview: {
			one: [
				'error: onDestroy ("leave") makes the old task keep its name, and this update replaces the task under the same name. Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.',
			],
		},
		up: [
			'onDestroy makes the old task keep its name, and this update replaces the task under the same name. Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.',
		],
		ways: { "another name": anotherName("one") },
	},
	{
		title: 'a task with onDestroy "leave" is replaced by --replace',
		inInit: "accepts",
		before: [task("one", "spring", { onDestroy: "leave" })],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring", { onDestroy: "leave" })],
		replace: ["one"],
		preview: {
			one: [
				'error: onDestroy ("leave") makes the old task keep its name, and this update replaces the task under the same name. Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.',
			],
		},
		up: [
			'Task <spring> cannot be replaced under its name "spring": onDestroy: "leave" makes it keep the name. Nothing was changed. Give the new task another taskName in the same change; or set onDestroy: "release" in a pulumi up of its own first.',
		],
		ways: { "another name": anotherName("one", { replace: ["one"] }) },
	},
	{
		title: "a stopped task is replaced under its name",
		inInit: "refuses",
		before: [task("one", "spring")],
		statuses: { spring: "STOPPED" },
		after: [task("one", "spring", elsewhere)],
		preview: {},
		up: [
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: "an adopted campaign that is running is replaced, and adoptTaskId stays",
		inInit: "accepts",
		others: [{ ...definedAsDeclared, TaskName: "spring", phoneNumbers: ["13800000001"] }],
		before: [task("one", "spring", { adoptTaskId: "spring" })],
		after: [task("one", "spring", { ...elsewhere, adoptTaskId: "spring" })],
		preview: {
			one: [
				"warning: The campaign is running and is replaced: the old task is stopped and its waiting numbers are cancelled. The new task has no numbers until a CalleeList or someone else imports them.",
			],
		},
		up: [
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
		stops: ["spring"],
	},
	{
		title: "an adopted campaign that is running is replaced by --replace, and adoptTaskId stays",
		inInit: "accepts",
		others: [{ ...definedAsDeclared, TaskName: "spring", phoneNumbers: ["13800000001"] }],
		before: [task("one", "spring", { adoptTaskId: "spring" })],
		after: [task("one", "spring", { adoptTaskId: "spring" })],
		replace: ["one"],
		preview: {
			one: [
				"warning: The campaign is running and is replaced: the old task is stopped and its waiting numbers are cancelled. The new task has no numbers until a CalleeList or someone else imports them.",
			],
		},
		up: [
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": ({ program, named }) => [{ program, replace: [named("one")] }] },
		stops: ["spring"],
	},
	{
		title: "a running campaign is replaced by --replace",
		inInit: "accepts",
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring")],
		replace: ["one"],
		preview: {
			one: [
				"warning: The campaign is running and is replaced: the old task is stopped and its waiting numbers are cancelled. The new task has no numbers until a CalleeList or someone else imports them.",
			],
		},
		up: [
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": ({ program, named }) => [{ program, replace: [named("one")] }] },
		stops: ["spring"],
	},
	{
		title: "a running campaign is replaced because of a taint",
		inInit: "accepts",
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring")],
		taint: ["one"],
		preview: {
			one: [
				"warning: The campaign is running and is replaced: the old task is stopped and its waiting numbers are cancelled. The new task has no numbers until a CalleeList or someone else imports them.",
			],
		},
		up: [
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
		stops: ["spring"],
	},
	{
		title: "a task that has not started is replaced under its name",
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring", elsewhere)],
		preview: {
			one: [
				"warning: The task is INIT (nothing called yet) and is replaced under the same name. The service may not rename an INIT task; then its name stays taken, the update fails and nothing is replaced. To be sure, give the new task another taskName in the same change.",
			],
		},
		up: [
			`Task <spring> (INIT) cannot be replaced under its name "spring": the service does not rename it, and names are unique in the account. ${refusedIn("INIT")} Task <spring> is unchanged, and no new task was created. Give the new task another taskName in the same change; or rename task <spring> in the console; or run pulumi up again once the task has run and is stopped.`,
		],
		ways: { "another name": anotherName("one") },
		waysAfterUp: {
			"renaming it": renamedInConsole("spring"),
			"once it has run": once("spring", /(once the task has run and is stopped)/, "STOPPED"),
		},
	},
	{
		title: "a task that has not started is replaced by --replace",
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring")],
		replace: ["one"],
		preview: {
			one: [
				"warning: The task is INIT (nothing called yet) and is replaced under the same name. The service may not rename an INIT task; then its name stays taken, the update fails and nothing is replaced. To be sure, give the new task another taskName in the same change.",
			],
		},
		up: [
			`Task <spring> (INIT) cannot be replaced under its name "spring": the service does not rename it, and names are unique in the account. ${refusedIn("INIT")} Task <spring> is unchanged, and no new task was created. Give the new task another taskName in the same change; or rename task <spring> in the console; or run pulumi up again once the task has run and is stopped.`,
		],
		ways: { "another name": anotherName("one", { replace: ["one"] }) },
	},
	{
		title: "a task that has not started is replaced under another name",
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "summer", elsewhere)],
		preview: {},
		up: [
			`Task <spring> remains in the account, and its name "spring" stays taken: the service does not rename it (INIT). ${refusedIn("INIT")} To use the name again, rename that task in the console.`,
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
];

const statuses: readonly Row[] = [
	{
		title: "a task that has not started is changed",
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring", { taskCps: 9 })],
		preview: {
			one: [
				"warning: The task is INIT, and the service documents updates of stopped tasks only: it may refuse this one. If it does, nothing changes and the error says what to do.",
			],
		},
		up: [
			`${refusedIn("INIT")} The task is INIT, and the service documents updates of stopped tasks only. Run pulumi up again once it has started; or set runState: "stopped", so that it is stopped first, where the service allows that; or replace it with a task under another taskName (pulumi up --replace with its URN).`,
		],
		ways: { "once it has started": once("spring", /(it may refuse this one)/) },
		waysAfterUp: {
			"once it has started": once("spring", /(once it has started)/),
			"a new task": anotherName("one", { replace: ["one"] }),
		},
	},
	{
		title: "a task that failed to start is changed",
		inInit: "refuses",
		before: [task("one", "spring")],
		statuses: { spring: "FAILED" },
		after: [task("one", "spring", { taskCps: 9 })],
		preview: {
			one: [
				"warning: The task is FAILED, and the service documents updates of stopped tasks only: it may refuse this one. If it does, nothing changes and the error says what to do.",
			],
		},
		up: [
			`${refusedIn("FAILED")} The task is FAILED, and the service documents updates of stopped tasks only. Fix the cause of the failed start and start it in the console, then run pulumi up again; or replace it with a task under another taskName (pulumi up --replace with its URN).`,
		],
		ways: { "starting it": once("spring", /(it may refuse this one)/, "RUNNING") },
		waysAfterUp: {
			"starting it": once("spring", /(start it in the console)/, "RUNNING"),
			"a new task": anotherName("one", { replace: ["one"] }),
		},
	},
	{
		title: "a running campaign is changed",
		inInit: "refuses",
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring", { taskCps: 9 })],
		preview: { one: ["warning: The campaign is running: this update stops it, changes it and starts it again."] },
		up: [
			"Task <spring> is running: stopping it for the update.",
			"Task <spring> is running again with its new settings.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: 'a running campaign is changed and gets runState "stopped"',
		inInit: "refuses",
		before: [task("one", "spring")],
		statuses: { spring: "RUNNING" },
		after: [task("one", "spring", { taskCps: 9, runState: "stopped" })],
		preview: {
			one: [
				'warning: The campaign is running: this update stops it and changes it, and it stays stopped (runState: "stopped").',
			],
		},
		up: [],
		isDoneInPart: true,
		ways: { "going on": goOn },
		stops: ["spring"],
	},
	{
		title: 'a task that has not started gets runState "running"',
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring", { runState: "running" })],
		preview: {},
		up: [
			"Task <spring> has not started (INIT), and the service does not start such a task: it starts once numbers are imported.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: 'a task that has not started gets runState "stopped"',
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring", { runState: "stopped" })],
		preview: {},
		up: [
			"Task <spring> has not started (INIT), and the service does not stop such a task: once it is running, pulumi up --refresh stops it.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: 'a task that has not started gets runState "stopped", and starts later',
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [task("one", "spring", { runState: "stopped" })],
		preview: {},
		up: [
			"Task <spring> has not started (INIT), and the service does not stop such a task: once it is running, pulumi up --refresh stops it.",
		],
		isDoneInPart: true,
		ways: {},
		waysAfterUp: {
			"up --refresh": (reading) => [
				...once(
					"spring",
					/(once it is running, pulumi up --refresh stops it)/,
				)(reading).map((step) => ({
					...step,
					refresh: true as const,
				})),
			],
		},
		stops: ["spring"],
	},
	{
		title: "a task that has not started is destroyed",
		inInit: "refuses",
		before: [task("one", "spring")],
		after: [],
		preview: {},
		up: [
			`Task <spring> remains in the account, and its name "spring" stays taken: the service does not rename it (INIT). ${refusedIn("INIT")} To use the name again, rename that task in the console.`,
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
];

const leftovers: readonly Row[] = [
	{
		title: "a killed run of the resource left its task",
		inInit: "refuses",
		lost: task("one", "spring"),
		after: [task("one", "spring")],
		preview: { one: ["Task <spring> was left by an interrupted run of this resource and is taken over."] },
		up: ["Task <spring> was left by an interrupted run of this resource and is taken over."],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: "a killed run of the resource left a task of another agent",
		inInit: "refuses",
		lost: task("one", "spring", elsewhere),
		after: [task("one", "spring")],
		preview: {
			one: [
				"warning: Task <spring> was left by an interrupted run of this resource and is replaced: an update cannot change its agentId, applicationCode or source. The service may not rename an INIT task; then its name stays taken, and the update fails. To be sure, give the new task another taskName in the same change.",
			],
		},
		up: [
			`Task <spring> (INIT) cannot be replaced under its name "spring": the service does not rename it, and names are unique in the account. ${refusedIn("INIT")} Task <spring> is unchanged, and no new task was created. Give the new task another taskName in the same change; or rename task <spring> in the console; or run pulumi up again once the task has run and is stopped.`,
			"Task <spring> was left by an interrupted run of this resource and is replaced: an update cannot change its agentId, applicationCode or source.",
		],
		ways: { "another name": anotherName("one") },
		waysAfterUp: { "renaming it": renamedInConsole("spring") },
	},
	{
		title: "a killed run of the resource left a task of another agent, which has run and is stopped",
		inInit: "refuses",
		lost: task("one", "spring", elsewhere),
		statuses: { spring: "STOPPED" },
		after: [task("one", "spring")],
		preview: {
			one: [
				"Task <spring> was left by an interrupted run of this resource and is replaced: an update cannot change its agentId, applicationCode or source.",
			],
		},
		up: [
			"Task <spring> was left by an interrupted run of this resource and is replaced: an update cannot change its agentId, applicationCode or source.",
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
	{
		title: "a killed run of the resource left a task, and adoptTaskId names another one",
		inInit: "refuses",
		others: [{ ...definedAsDeclared, TaskName: "summer", status: "STOPPED" }],
		lost: task("one", "spring"),
		statuses: { spring: "STOPPED" },
		after: [task("one", "spring", { adoptTaskId: "summer" })],
		preview: {
			one: [
				"Task <spring> was left by an interrupted run of this resource and is released: adoptTaskId names another task.",
				"Task <summer> (STOPPED) is taken into the stack and updated (taskName).",
			],
		},
		up: [
			"Task <spring> was left by an interrupted run of this resource and is released: adoptTaskId names another task.",
			"Renamed task <spring> to released-<spring>. The service cannot delete tasks, so it remains in the account; its old name is free again.",
		],
		isDoneInPart: true,
		ways: { "going on": goOn },
	},
];

export const rows: readonly Row[] = [
	...holders,
	...renamings,
	...moves,
	...adoptions,
	...replacements,
	...statuses,
	...leftovers,
];
