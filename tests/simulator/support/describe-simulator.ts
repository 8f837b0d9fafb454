import { type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator";
import { vendorClient } from "./vendor-client";

/** Monday, 2026-01-05, 10:00 in Shanghai. */
export const mondayMorning = Date.parse("2026-01-05T10:00:00+08:00");

export interface Fixture {
	readonly simulator: Simulator;
	readonly send: ReturnType<typeof vendorClient>;
}

/** Starts a simulator for each test, its clock fixed on a Monday morning, with the vendor's client as `send`. */
export function describeSimulator(
	title: string,
	tests: (fixture: Fixture) => void,
	options: SimulatorOptions = {},
): void {
	describe(title, () => {
		let current: Fixture | undefined;
		const running = () => {
			if (current === undefined) throw new Error("The simulator runs only within tests.");
			return current;
		};

		beforeEach(async () => {
			const simulator = await startSimulator({ now: () => mondayMorning, ...options });
			current = { simulator, send: vendorClient(simulator, options.securityToken) };
		});
		afterEach(() => running().simulator.stop());

		tests({
			get simulator() {
				return running().simulator;
			},
			get send() {
				return running().send;
			},
		});
	});
}
