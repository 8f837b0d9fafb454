/** Labelled places. Counts those with some labels, and finds the n-th of them, in logarithmic time (Fenwick trees). */
export interface Ranks<Label extends string> {
	add(place: number, label: Label): void;
	remove(place: number, label: Label): void;
	/** The number of places before `place` with one of the labels. */
	countBefore(place: number, labels: readonly Label[]): number;
	/** The place that has `rank` places with one of the labels before it. */
	placeOf(rank: number, labels: readonly Label[]): number;
}

export function createRanks<Label extends string>(): Ranks<Label> {
	// Each tree has `capacity` nodes, from 1 on; node n counts the n & -n places that end with place n - 1.
	const trees = new Map<Label, Int32Array>();
	let capacity = 16;

	const treesOf = (labels: readonly Label[]) => labels.flatMap((label) => trees.get(label) ?? []);
	const grow = () => {
		for (const [label, tree] of trees) {
			const larger = new Int32Array(2 * capacity + 1);
			larger.set(tree);
			larger[2 * capacity] = tree[capacity] ?? 0;
			trees.set(label, larger);
		}
		capacity *= 2;
	};
	const change = (place: number, label: Label, by: number) => {
		while (place >= capacity) grow();
		const tree = trees.get(label) ?? new Int32Array(capacity + 1);
		trees.set(label, tree);
		for (let node = place + 1; node <= capacity; node += node & -node) tree[node] = (tree[node] ?? 0) + by;
	};

	return {
		add: (place, label) => change(place, label, 1),
		remove: (place, label) => change(place, label, -1),
		countBefore(place, labels) {
			let count = 0;
			for (const tree of treesOf(labels)) {
				for (let node = Math.min(place, capacity); node > 0; node -= node & -node) count += tree[node] ?? 0;
			}
			return count;
		},
		placeOf(rank, labels) {
			const chosen = treesOf(labels);
			let place = 0;
			let left = rank;
			for (let step = capacity; step >= 1; step /= 2) {
				let count = 0;
				for (const tree of chosen) count += tree[place + step] ?? 0;
				if (count > left || place + step > capacity) continue;
				place += step;
				left -= count;
			}
			return place;
		},
	};
}
