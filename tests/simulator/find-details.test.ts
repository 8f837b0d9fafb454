import assert from "node:assert/strict";
import { advanceCalls } from "../../simulator/calls/advance-calls";
import { cancel, type Detail, isPending } from "../../simulator/calls/call-store";
import { importNumbers } from "../../simulator/calls/import-numbers";
import { createRanks } from "../../simulator/calls/ranks";
import { seedTasks } from "../../simulator/control/operator-actions";
import { type DetailFilters, findDetails } from "../../simulator/operations/find-details";
import { seededRandom } from "../../simulator/random";
import { createService } from "../../simulator/service";
import { mergeSettings } from "../../simulator/settings";
import { mondayMorning } from "./support/describe-simulator";

const phases = [
	["waiting", "waiting-retry", "calling"],
	["ended", "calling"],
	["failed", "cancelled"],
];

/** A task whose numbers were imported, called and cancelled at random. */
function anyTask(seed: number) {
	const random = seededRandom(`find-details/${seed}`);
	const upTo = (count: number) => Math.floor(random() * count);
	let real = 1_000;
	const keys = { accessKeyId: "id", accessKeySecret: "secret" };
	const service = createService({ keys, seed, now: () => mondayMorning, realNow: () => real, settings: {} });
	const retry = { MissCallRetry: true, CallRetryTimes: 2, CallRetryInterval: 1 };
	const [taskId = ""] = seedTasks(service, [{ status: "RUNNING", TaskCps: 5, ...retry }]);
	const task = service.tasks.byId.get(taskId);
	assert.ok(task);
	const step = () => {
		const numbers = Array.from({ length: upTo(30) }, () => ({
			phoneNumber: `1380000${1000 + upTo(200)}`,
			...(random() < 0.8 ? { outId: `out-${upTo(100)}` } : {}),
		}));
		importNumbers(service, task, numbers);
		for (const row of task.calls?.rows ?? []) {
			if (task.calls && isPending(row) && random() < 0.05) cancel(task.calls, row);
		}
		// Sometimes the clock is set back.
		if (random() < 0.05) service.clock.set(service.clock.now() - 20_000);
		else service.clock.advance(upTo(60));
		real += upTo(3_000);
		advanceCalls(service, task);
	};
	return { service, task, random, upTo, step, real: () => real };
}

type AnyTask = ReturnType<typeof anyTask>;

function anySettings({ service, upTo, random }: AnyTask): void {
	service.settings = mergeSettings(service.settings, {
		detailOrder: ["oldest", "newest", "status-change"][upTo(3)],
		pendingWhileCalling: ["listed", "completed"][upTo(2)],
		cancelledNumbers: ["failed", "failed-without-result", "vanishes"][upTo(3)],
		rowDelayAfterImport: random() < 0.5 ? 0 : upTo(4),
	});
}

function anyFilters({ task, upTo, random }: AnyTask): DetailFilters {
	const rows = task.calls?.rows ?? [];
	const row = rows[upTo(rows.length)];
	const at = (row?.batch.importedTime ?? 0) + upTo(3) - 1;
	const maybe = <Value>(name: string, value: Value) => (random() < 0.15 ? { [name]: value } : {});
	return {
		Status: upTo(3),
		...maybe("BatchId", row?.batch.id),
		...maybe("CalledNumber", row?.phoneNumber),
		...maybe("OutId", row?.outId),
		...maybe("DetailIds", [rows[upTo(rows.length)]?.id ?? "1", row?.id ?? "1", row?.id ?? "1", "1"]),
		...maybe("StartImportedTime", at),
		...maybe("EndImportedTime", at + 60_000),
		...maybe("StartCallingTime", row?.callingTime),
		...maybe("MinConversationDuration", 1),
		...maybe("CallResult", row?.callResult),
		...maybe("MajorIntent", row?.outcome?.majorIntent),
	};
}

/** The same by one pass over all numbers. */
function scan({ service, task, real }: AnyTask, filters: DetailFilters): readonly Detail[] {
	const { detailOrder, pendingWhileCalling, cancelledNumbers, rowDelayAfterImport } = service.settings;
	const callingPhase = pendingWhileCalling === "listed" ? 0 : 1;
	const isInPhase = ({ status }: Detail) =>
		status === "calling" ? filters.Status === callingPhase : phases[filters.Status]?.includes(status);
	const resultOf = ({ status, callResult }: Detail) =>
		status === "cancelled" && cancelledNumbers === "failed-without-result" ? undefined : callResult;
	const found = (task.calls?.rows ?? []).filter(
		(row) =>
			real() - row.batch.importedAt >= rowDelayAfterImport * 1000 &&
			isInPhase(row) &&
			(row.status !== "cancelled" || cancelledNumbers !== "vanishes") &&
			(filters.BatchId ?? row.batch.id) === row.batch.id &&
			(filters.CalledNumber ?? row.phoneNumber) === row.phoneNumber &&
			(filters.OutId === undefined || filters.OutId === row.outId) &&
			(filters.CallResult === undefined || filters.CallResult === resultOf(row)) &&
			(filters.MajorIntent === undefined || filters.MajorIntent === row.outcome?.majorIntent) &&
			(filters.DetailIds ?? [row.id]).includes(row.id) &&
			row.batch.importedTime >= (filters.StartImportedTime ?? 0) &&
			row.batch.importedTime <= (filters.EndImportedTime ?? Number.POSITIVE_INFINITY) &&
			(filters.StartCallingTime === undefined || (row.callingTime ?? 0) >= filters.StartCallingTime) &&
			(filters.MinConversationDuration === undefined || (row.outcome?.talkSeconds ?? 0) >= 60),
	);
	if (detailOrder === "oldest") return found;
	if (detailOrder === "newest") return found.reverse();
	return found.sort((one, other) => other.changePlace - one.changePlace);
}

describe("the numbers that QueryAiCallDetailPage finds", () => {
	it("are those of a pass over all numbers, in the order of the list, page by page", () => {
		let [empty, full] = [0, 0];
		for (let seed = 0; seed < 30; seed++) {
			const any = anyTask(seed);
			for (let round = 0; round < 20; round++) {
				any.step();
				anySettings(any);
				const filters = anyFilters(any);
				assert.ok(any.task.calls);

				const found = findDetails(any.service, any.task.calls, filters);

				const expected = scan(any, filters).map(({ id }) => id);
				assert.equal(found.length, expected.length, JSON.stringify(filters));
				const size = 1 + any.upTo(20);
				for (let start = 0; start <= expected.length; start += size) {
					const page = found.slice(start, start + size).map(({ id }) => id);
					assert.deepEqual(page, expected.slice(start, start + size), JSON.stringify(filters));
				}
				if (expected.length === 0) empty++;
				else full++;
			}
		}
		assert.ok(empty > 50 && full > 150, `${empty} empty, ${full} full`);
	});
});

describe("ranks", () => {
	it("count and find labelled places as a list does", () => {
		const random = seededRandom("ranks");
		const labels = ["a", "b", "c"] as const;
		const ranks = createRanks<(typeof labels)[number]>();
		const list: ((typeof labels)[number] | undefined)[] = [];
		for (let round = 0; round < 3000; round++) {
			const place = Math.floor(random() * 300);
			const label = labels[Math.floor(random() * 3)] ?? "a";
			const before = list[place];
			if (before !== undefined) ranks.remove(place, before);
			list[place] = random() < 0.8 ? label : undefined;
			if (list[place] !== undefined) ranks.add(place, label);
			const wanted = labels.filter(() => random() < 0.6);
			const places = [...list.keys()].filter((at) => wanted.some((one) => one === list[at]));
			const limit = Math.floor(random() * 300);
			assert.equal(ranks.countBefore(limit, wanted), places.filter((at) => at < limit).length);
			const rank = Math.floor(random() * places.length);
			if (places.length > 0) assert.equal(ranks.placeOf(rank, wanted), places[rank]);
		}
	});
});
