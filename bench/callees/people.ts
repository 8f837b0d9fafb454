import { closeSync, openSync, writeSync } from "node:fs";

const cities = ["杭州", "上海", "北京", "Guangzhou"];

/** The people with these indexes, in a CSV file with three columns. */
export function writePeople(file: string, indexes: Iterable<number>): void {
	const handle = openSync(file, "w");
	let text = "calleeNumber,customerName,city\n";
	for (const index of indexes) {
		const { calleeNumber, customerName, city } = personAt(index);
		text += `${calleeNumber},${customerName},${city}\n`;
		if (text.length < 2 ** 20) continue;
		writeSync(handle, text);
		text = "";
	}
	writeSync(handle, text);
	closeSync(handle);
}

export function* range(from: number, to: number): Generator<number> {
	for (let index = from; index < to; index++) yield index;
}

/** The imports of so many people, as the provider sends them: outIds are as long as those that it derives. */
export function importsOf(TaskId: string, people: number): ImportRequest[] {
	return Array.from({ length: Math.ceil(people / 1000) }, (_, batch) => {
		const indexes = [...range(1000 * batch, Math.min(1000 * batch + 1000, people))];
		const rows = indexes.map((index) => ({ ...personAt(index), outId: `p${String(index).padStart(22, "0")}` }));
		return {
			action: "ImportTaskNumberDatas",
			parameters: { TaskId, DataType: "JSON" },
			body: { PhoneNumberList: JSON.stringify(rows) },
		};
	});
}

interface ImportRequest {
	readonly action: string;
	readonly parameters: Readonly<Record<string, string>>;
	readonly body: Readonly<Record<string, string>>;
}

/** Numbers in no order, as in a list of customers. */
function personAt(index: number) {
	return {
		calleeNumber: String(13_000_000_000 + ((index * 7919) % 1_000_000_000)),
		customerName: `Customer ${index}`,
		city: cities[index % cities.length] ?? "",
	};
}
