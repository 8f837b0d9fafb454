import { seededRandom } from "../../../simulator/random";

/** Chance that a seed repeats. */
export class Dice {
	private readonly draw: () => number;

	constructor(seed: string) {
		this.draw = seededRandom(seed);
	}

	/** A whole number, both ends included. */
	whole(min: number, max: number): number {
		return min + Math.floor(this.draw() * (max - min + 1));
	}

	chance(probability: number): boolean {
		return this.draw() < probability;
	}

	pick<T>(list: readonly [T, ...T[]]): T;
	pick<T>(list: readonly T[]): T | undefined;
	pick<T>(list: readonly T[]): T | undefined {
		return list[this.whole(0, list.length - 1)];
	}

	/** Some of the list, one at least, in its order. */
	some<T>(list: readonly T[]): T[] {
		const first = this.whole(0, list.length - 1);
		return list.filter((_, index) => index === first || this.chance(0.4));
	}

	digits(count: number): string {
		return Array.from({ length: count }, () => this.whole(0, 9)).join("");
	}
}
