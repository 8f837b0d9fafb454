import { hash } from "node:crypto";

/**
 * 64 bits that stand for a text, in two signed numbers. A class: V8 may take the objects that a literal makes for
 * long-lived ones, and then keeps each of them until it collects all of its memory.
 */
export class Key {
	readonly high: number;
	readonly low: number;

	constructor(high: number, low: number) {
		this.high = high | 0;
		this.low = low | 0;
	}
}

/** Up to 18 digits, such as numbers and ids, are their own key. Other texts are hashed. */
export function keyOf(text: string): Key {
	if (/^\d{1,18}$/.test(text)) {
		// The 1 makes leading zeros count.
		const digits = `1${text}`;
		return new Key(Number(digits.slice(0, -9)), Number(digits.slice(-9)));
	}
	// A digest as a buffer would be an object outside of the heap, half a million times.
	const digest = hash("sha256", text, "hex");
	return new Key(Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16));
}

/** Changes about half of all bits for each bit that differs; different keys stay different. */
export function mixed({ high, low }: Key): Key {
	const first = scrambled(high + low);
	const second = scrambled(low + first);
	return new Key(first + second, second);
}

/** The last step of MurmurHash3. */
function scrambled(word: number): number {
	const first = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
	const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
	return second ^ (second >>> 16);
}

/** Numbers texts from 0 in the order in which they are added, in 16 bytes for each: a Map of texts needs ten times that. */
export class KeyTable {
	private keys = new Int32Array(2 * 512);
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
		return new Key(this.keys[2 * row] ?? 0, this.keys[2 * row + 1] ?? 0);
	}

	/** The place of a key, or the free place where it belongs. */
	private placeOf(key: Key): number {
		const { high, low } = key;
		const mask = this.places.length - 1;
		for (let place = mixed(key).high & mask; ; place = (place + 1) & mask) {
			const row = (this.places[place] ?? 0) - 1;
			if (row < 0 || (this.keys[2 * row] === high && this.keys[2 * row + 1] === low)) return place;
		}
	}

	private grow(): void {
		const { keys } = this;
		this.keys = new Int32Array(2 * keys.length);
		this.keys.set(keys);
		this.places = new Int32Array(2 * this.places.length);
		for (let row = 0; row < this.rows; row++) this.places[this.placeOf(this.keyAt(row))] = row + 1;
	}
}
