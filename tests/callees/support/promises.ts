import type { Settings, Simulator } from "../../../simulator";
import type { Book, CalledNumber } from "./book";
import type { RandomCampaign } from "./random-campaign";

interface Scene {
	readonly simulator: Simulator;
	readonly settings: Partial<Settings>;
	readonly book: Book;
	readonly campaigns: readonly RandomCampaign[];
	/** Imported by a run of which neither state nor journal is left. */
	readonly forgotten: ReadonlySet<string>;
	/** Numbers that others have cancelled, or a run that is forgotten. */
	readonly excused: ReadonlySet<string>;
}

/** Throws if someone was called twice because of the provider, or although withdrawn or on the do-not-call list. */
export function verifyCalls(scene: Scene): void {
	const called = scene.book.called().filter((one) => !hasVanished(scene, one));
	for (const campaign of scene.campaigns) {
		const own = called.filter(({ taskId }) => campaign.lineage.includes(taskId));
		verifyNoneTwice(scene, own);
		for (const one of called) verifyNotWithdrawn(scene, campaign, one);
	}
}

/** Throws if a person was not called who had to be, long after the last successful run. */
export function verifyNoneMissing({ book, campaigns, excused }: Scene): void {
	const called = book.called();
	for (const { agreed, name } of campaigns) {
		for (const { number, outId } of agreed?.people ?? []) {
			if (excused.has(number)) continue;
			const isCalled = called.some(
				({ detail }) => detail.phoneNumber === number || (outId !== "" && detail.outId === outId),
			);
			if (!isCalled) throw new Error(`${name}: not called: ${number} ${outId}`);
		}
	}
}

function isMasked({ settings }: Scene): boolean {
	return settings.calledNumber === "masked";
}

/** Where the service forgets a number that is cancelled while it waits for its next call, nothing shows the first one. */
function hasVanished({ settings, simulator }: Scene, { detail, taskId }: CalledNumber): boolean {
	if (settings.cancelledNumbers !== "vanishes") return false;
	const now = simulator.details(taskId).find(({ detailId }) => detailId === detail.detailId);
	return now?.status === "cancelled";
}

/** What others import is theirs; what they have imported before a run, the run must not import again. */
function verifyNoneTwice(scene: Scene, called: readonly CalledNumber[]): void {
	for (const [index, one] of called.entries()) {
		if (!one.isOurs) continue;
		const earlier = called
			.slice(0, index)
			.filter((other) => other.isOurs || (other.at < one.runBegan && !isMasked(scene)))
			.find((other) => isSamePerson(one, other));
		if (earlier !== undefined) throw new Error(`called twice: ${shown(earlier)} and ${shown(one)}`);
	}
}

function isSamePerson(one: CalledNumber, other: CalledNumber): boolean {
	if (one.detail.phoneNumber === other.detail.phoneNumber) return true;
	return other.isOurs && one.detail.outId !== undefined && one.detail.outId === other.detail.outId;
}

function verifyNotWithdrawn(scene: Scene, { agreed, lineage, left }: RandomCampaign, one: CalledNumber): void {
	if (agreed === undefined || one.firstCall <= agreed.ended) return;
	const isInItsTask = one.taskId === agreed.taskId;
	if (!isInItsTask && !lineage.includes(one.taskId) && !left.has(one.taskId)) return;
	const { phoneNumber } = one.detail;
	const wasSeen = one.isOurs || (one.at < agreed.began && !isMasked(scene));
	if (!wasSeen) return;
	if (isInItsTask && agreed.refused.has(phoneNumber)) {
		throw new Error(`called although on the do-not-call list: ${shown(one)}`);
	}
	if (one.isOurs && !agreed.wanted.has(phoneNumber) && isRecognizable(scene, one)) {
		throw new Error(`called although withdrawn: ${shown(one)}`);
	}
}

/** False for an outId of a file that the files no longer have, imported by a run that nothing remembers. */
function isRecognizable(scene: Scene, { detail }: CalledNumber): boolean {
	if (isMasked(scene)) return false;
	return !scene.forgotten.has(detail.detailId) || detail.outId?.startsWith("p") === true;
}

function shown({ detail, isOurs, at, taskId, firstCall }: CalledNumber): string {
	const { phoneNumber, outId = "", batchId } = detail;
	const time = (value: number) => new Date(value).toISOString().slice(11, 19);
	return `${phoneNumber} ${outId} (task ${taskId}, batch ${batchId} of ${isOurs ? "the provider" : "others"}, imported ${time(at)}, called ${time(firstCall)})`;
}
