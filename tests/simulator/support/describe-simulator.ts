import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator";
import { officialClient } from "./official-client";

/** Monday, 2026-01-05, 10:00 in Shanghai. */
export const MONDAY_MORNING = Date.parse("2026-01-05T10:00:00+08:00");

export interface Fixture {
	readonly simulator: Simulator;
	readonly ask: ReturnType<typeof officialClient>;
}

/** A fresh simulator for each test, its clock standing still on a Monday morning, spoken to by the vendor's client. */
export function describeSimulator(
	title: string,
	tests: (fixture: Fixture) => void,
	options: SimulatorOptions = {},
): void {
	describe(title, () => {
		let current: Fixture | undefined;
		const running = () => {
			if (current === undefined) throw new Error("The simulator runs within tests only.");
			return current;
		};

		beforeEach(async () => {
			const simulator = await startSimulator({ now: () => MONDAY_MORNING, ...options });
			current = { simulator, ask: officialClient(simulator, options.securityToken) };
		});
		afterEach(() => running().simulator.stop());

		tests({
			get simulator() {
				return running().simulator;
			},
			get ask() {
				return running().ask;
			},
		});
	});
}
