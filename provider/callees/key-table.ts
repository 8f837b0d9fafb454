import { hash } from "node:crypto";

/** 64 bits of a digest of a text, in two numbers. */
export interface Key {
	readonly high: number;
	readonly low: number;
}

export function keyOf(text: string): Key {
	const digest = hash("sha256", text, "buffer");
	return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}

/** Numbers texts from 0 in the order in which they are added, in 16 bytes for each: a Map of texts needs ten times that. */
export class KeyTable {
	private keys = new Uint32Array(2 * 512);
	/** Row + 1 at the place that a key leads to, or after it; 0 where there is none. */
	private places = new Int32Array(1024);
	private rows = 0;

	get size(): number {
		return this.rows;
	}

	/** The row of a key; -1 if there is none. */
	find(key: Key): number {
		return (this.places[this.placeOf(key)] ?? 0) - 1;
	}

	/** Adds a key that is not in the table yet. Returns its row. */
	add(key: Key): number {
		if (2 * this.rows >= this.places.length) this.grow();
		const row = this.rows++;
		this.keys[2 * row] = key.high;
		this.keys[2 * row + 1] = key.low;
		this.places[this.placeOf(key)] = row + 1;
		return row;
	}

	keyAt(row: number): Key {
		return { high: this.keys[2 * row] ?? 0, low: this.keys[2 * row + 1] ?? 0 };
	}

	/** The place of a key, or the free place where it belongs. */
	private placeOf({ high, low }: Key): number {
		const mask = this.places.length - 1;
		for (let place = high & mask; ; place = (place + 1) & mask) {
			const row = (this.places[place] ?? 0) - 1;
			if (row < 0 || (this.keys[2 * row] === high && this.keys[2 * row + 1] === low)) return place;
		}
	}

	private grow(): void {
		const { keys } = this;
		this.keys = new Uint32Array(2 * keys.length);
		this.keys.set(keys);
		this.places = new Int32Array(2 * this.places.length);
		for (let row = 0; row < this.rows; row++) this.places[this.placeOf(this.keyAt(row))] = row + 1;
	}
}
