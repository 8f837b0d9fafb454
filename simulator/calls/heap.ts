/** Smallest first. The order of equal entries is undefined. */
export interface Heap<Entry> {
	readonly size: number;
	peek(): Entry | undefined;
	pop(): Entry | undefined;
	push(entry: Entry): void;
	entries(): readonly Entry[];
}

export function createHeap<Entry>(before: (one: Entry, other: Entry) => boolean): Heap<Entry> {
	const entries: Entry[] = [];

	const isBefore = (one: number, other: number) => {
		const first = entries[one];
		const second = entries[other];
		return first !== undefined && second !== undefined && before(first, second);
	};
	const swap = (one: number, other: number) => {
		const first = entries[one];
		const second = entries[other];
		if (first === undefined || second === undefined) return;
		entries[one] = second;
		entries[other] = first;
	};
	const sink = (from: number) => {
		for (let index = from; ; ) {
			const left = 2 * index + 1;
			const child = isBefore(left + 1, left) ? left + 1 : left;
			if (!isBefore(child, index)) return;
			swap(child, index);
			index = child;
		}
	};

	return {
		get size() {
			return entries.length;
		},
		peek: () => entries[0],
		entries: () => entries,
		push(entry) {
			entries.push(entry);
			for (let index = entries.length - 1; index > 0; ) {
				const parent = (index - 1) >> 1;
				if (!isBefore(index, parent)) return;
				swap(index, parent);
				index = parent;
			}
		},
		pop() {
			const first = entries[0];
			swap(0, entries.length - 1);
			entries.pop();
			sink(0);
			return first;
		},
	};
}
