/** The simulator's own time: the base clock plus what tests have moved it by. */
export interface Clock {
	now(): number;
	/** Real time, which neither signatures nor consistency delays may escape. */
	real(): number;
	advance(seconds: number): void;
	set(epochMilliseconds: number): void;
}

export function createClock(base: () => number): Clock {
	let offset = 0;
	return {
		now: () => base() + offset,
		real: Date.now,
		advance(seconds) {
			offset += seconds * 1000;
		},
		set(epochMilliseconds) {
			offset = epochMilliseconds - base();
		},
	};
}
