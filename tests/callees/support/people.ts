import type { Dice } from "../../support/soak/dice";

/** A person whom the user may put on a list. */
export interface Person {
	readonly index: number;
	number: string;
	/** The file's own outId; empty for one that follows from the number. */
	outId: string;
	name: string;
}

export type Ids = "own" | "derived" | "mixed";

/** The user's file: people, some of them on the list, in some order, some of them twice. */
export class PeopleFile {
	readonly all: Person[];
	/** Indexes of those on the list, in the order of the rows. */
	rows: number[];
	/** Numbers of the do-not-call file. */
	readonly refused = new Set<string>();
	first: number | undefined;
	callAgain: boolean | undefined;
	private numberHeader = "phone";
	private readonly dice: Dice;
	private readonly prefix: string;
	private numbers = 0;

	constructor(dice: Dice, ids: Ids, prefix: string) {
		this.dice = dice;
		this.prefix = prefix;
		const size = dice.whole(3, 14);
		this.all = Array.from({ length: size }, (_, index) => ({
			index,
			number: this.newNumber(),
			outId: ids === "own" || (ids === "mixed" && dice.chance(0.5)) ? `id-${prefix}-${index}` : "",
			name: `n${index}`,
		}));
		this.rows = this.all.map(({ index }) => index).filter(() => dice.chance(0.7));
		if (this.rows.length === 0) this.rows = [0];
	}

	get people(): Person[] {
		return [...new Set(this.rows)].flatMap((index) => this.all[index] ?? []);
	}

	/** The content of the file. */
	text(): string {
		const hasIds = this.all.some(({ outId }) => outId !== "");
		const header = `${this.numberHeader},name${hasIds ? ",outId" : ""}`;
		const lines = this.rows.map((index) => {
			const { number = "", name = "", outId = "" } = this.all[index] ?? {};
			return `${number},${name}${hasIds ? `,${outId}` : ""}`;
		});
		return `${[header, ...lines].join("\n")}\n`;
	}

	columns(): Record<string, string> | undefined {
		return this.numberHeader === "phone" ? undefined : { [this.numberHeader]: "calleeNumber" };
	}

	/** Changes something. Returns what. Masked numbers do not show whether a person has another one. */
	edit(isMasked: boolean): string {
		const { dice } = this;
		const person = dice.pick(this.people) ?? this.all[0];
		if (person === undefined) return "nothing";
		const edits: readonly (() => string)[] = [
			() => this.add(),
			() => this.add(),
			() => this.remove(person),
			() => this.remove(person),
			...(isMasked ? [] : [() => this.changeNumber(person), () => this.swapNumbers(person)]),
			() => this.refuse(person),
			() => this.refuse(person),
			() => this.allow(),
			() => this.limit(),
			() => this.vary(person),
		];
		return dice.pick(edits)?.() ?? "nothing";
	}

	/** A number that nobody has. */
	newNumber(): string {
		return `138${this.prefix}${String(++this.numbers).padStart(6, "0")}`;
	}

	private add(): string {
		const others = this.all.filter(({ index }) => !this.rows.includes(index));
		if (others.length === 0) return "nothing";
		const added = this.dice.some(others);
		for (const { index } of added) this.rows.splice(this.dice.whole(0, this.rows.length), 0, index);
		return `add ${added.map(({ index }) => index).join(",")}`;
	}

	private remove({ index }: Person): string {
		if (this.people.length < 2) return "nothing";
		this.rows = this.rows.filter((one) => one !== index);
		return `remove ${index}`;
	}

	private changeNumber(person: Person): string {
		person.number = this.newNumber();
		return `new number for ${person.index}`;
	}

	private swapNumbers(person: Person): string {
		const other = this.dice.pick(this.all.filter(({ index }) => index !== person.index));
		if (other === undefined) return "nothing";
		[person.number, other.number] = [other.number, person.number];
		return `swap the numbers of ${person.index} and ${other.index}`;
	}

	private refuse({ number, index }: Person): string {
		this.refused.add(number);
		return `do not call ${index}`;
	}

	private allow(): string {
		const number = this.dice.pick([...this.refused]);
		if (number === undefined) return "nothing";
		this.refused.delete(number);
		return `call ${this.all.find((one) => one.number === number)?.index ?? "someone"} again`;
	}

	private limit(): string {
		this.first = this.dice.chance(0.4) ? undefined : this.dice.whole(1, this.all.length);
		return `first ${this.first ?? "unset"}`;
	}

	private vary(person: Person): string {
		const { dice } = this;
		const what = dice.whole(1, 4);
		if (what === 1) {
			person.name += "'";
			return `new variables for ${person.index}`;
		}
		if (what === 2) {
			this.rows = this.rows
				.map((row) => ({ row, rank: dice.whole(0, 999) }))
				.sort((one, other) => one.rank - other.rank)
				.map(({ row }) => row);
			return "shuffle";
		}
		if (what === 3) {
			this.rows.push(person.index);
			return `${person.index} twice`;
		}
		this.numberHeader = this.numberHeader === "phone" ? "Handset" : "phone";
		return `column ${this.numberHeader}`;
	}
}
