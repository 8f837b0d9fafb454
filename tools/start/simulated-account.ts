import { type DetailView, type Simulator, startSimulator } from "../../simulator";
import { callPicture, inChina } from "./call-picture";

/** A step of the clock in milliseconds. */
const step = 600_000;
/** The clock is moved on by three weeks at most. */
const mostSteps = (21 * 24 * 3_600_000) / step;

type Condition = (people: readonly DetailView[]) => boolean;

/** A simulated account whose clock shows the real time at first, and then moves only when it is moved. */
interface SimulatedAccount {
	readonly simulator: Simulator;
	/** Moves the clock on until a condition is met. Returns the time, and a picture of the calls until then. */
	moveUntil(isMet: Condition): string;
	/** Numbers of one person who waits and of one who was called. */
	someone(): { readonly waiting: string; readonly called: string };
	/** What became of the people, in words. */
	summary(): string;
}

export async function openAccount(): Promise<SimulatedAccount> {
	let now = Date.now();
	const simulator = await startSimulator({ seed: 1, now: () => now });
	const people = () => simulator.tasks().flatMap(({ taskId }) => simulator.details(taskId));
	return {
		simulator,
		moveUntil(isMet) {
			for (let steps = 0; steps < mostSteps && !isMet(people()); steps++) now += step;
			const { day, time } = inChina(now);
			return `to ${day}, ${time} in China. Until then:\n\n${callPicture(simulator.calls(), people())}`;
		},
		someone: () => ({
			waiting: numberOf(people().findLast(isWaiting)),
			called: numberOf(people().find(({ status }) => status === "ended")),
		}),
		summary: () => summaryOf(people(), simulator),
	};
}

export const halfIsCalled: Condition = (people) => 2 * people.filter(isWaiting).length < people.length;

export const everyoneIsCalled: Condition = (people) =>
	people.every(({ status }) => status === "ended" || status === "failed" || status === "cancelled");

/** True for a person who was not called yet. */
function isWaiting({ attempts, status }: DetailView): boolean {
	return attempts === 0 && status === "waiting";
}

function numberOf(person: DetailView | undefined): string {
	if (person === undefined) throw new Error("The simulated campaign has called everyone, or no one.");
	return person.phoneNumber;
}

function summaryOf(people: readonly DetailView[], simulator: Simulator): string {
	const numbers = new Set(people.map(({ phoneNumber }) => phoneNumber));
	const firstCalls = simulator.calls().filter(({ attempt }) => attempt === 1);
	const called = new Set(firstCalls.map(({ phoneNumber }) => phoneNumber));
	const withdrawn = people.filter(({ attempts, status }) => attempts === 0 && status === "cancelled").length;
	return [
		`  In the task  ${people.length} numbers of ${numbers.size} people`,
		`  First calls  ${firstCalls.length} to ${called.size} people`,
		`  Withdrawn    ${withdrawn} before a call`,
	].join("\n");
}
