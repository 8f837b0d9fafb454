import { scrypt } from "node:crypto";
import { error, type Finding, note, warning } from "../definition/finding";
import { InvalidInput } from "../definition/invalid-input";
import type { ConfirmedLaunches } from "../service/configuration";
import type { Context } from "./context";

/** What an update makes begin: the import of people, or a campaign in which people wait. */
export interface Launch {
	/** What launches: the same in each check of one resource. */
	readonly launcher: string;
	/** How many people are imported, or wait. */
	readonly people: number;
	/** How many people a confirmation covers. */
	readonly atMost: number;
	/** The rest of a sentence that begins with "This update". */
	readonly does: string;
	/** What the fingerprint covers, in words. */
	readonly covers: string;
	/** What the fingerprint is made of; `undefined` if that is not known yet. */
	content(): Promise<readonly string[] | undefined>;
}

type Means = Pick<Context, "claims" | "settings">;

/** What the user should know about a launch before anything is sent. */
export async function launchFindings(means: Means, launch: Launch, isPreview: boolean): Promise<Finding[]> {
	if (isWithinLimit(means, launch.people)) return [];
	const { launchLimit, confirmedLaunches = noLaunches } = means.settings();
	const content = await launch.content();
	const problem = `This update ${launch.does}: more than aiccs:launchLimit (${launchLimit}) allows without a confirmation.`;
	if (content === undefined) {
		const unknown = `${problem} The fingerprint is not known yet: it depends on resources that do not exist.`;
		const fix = "The update refuses the launch and prints the fingerprint.";
		return [isPreview ? warning("", unknown, fix) : error("", unknown, "Run pulumi preview.")];
	}
	const digest = await digestOf(content);
	const confirmed = confirmedLaunches.fingerprints.find((one) => covers(one, digest, launch.people));
	if (confirmed !== undefined) return [note("", `This update ${launch.does}: confirmed (${confirmed}).`)];
	const fingerprint = `${launch.atMost}-${digest}`;
	const unconfirmed = means.claims.recordLaunch(launch.launcher, fingerprint);
	const order = unconfirmed.length > 1 ? ", after those with a smaller index" : "";
	const fix = `To confirm it${order}: ${commandFor(confirmedLaunches, unconfirmed)}`;
	return [error("", `${problem} Fingerprint ${fingerprint} covers ${launch.covers}.`, fix)];
}

/** True for so few people that no confirmation is needed. */
export function isWithinLimit({ settings }: Pick<Context, "settings">, people: number): boolean {
	const { launchLimit } = settings();
	return launchLimit === undefined || people <= launchLimit;
}

/** Throws unless a launch may begin, with what was not done. The last guard: the check has refused it before. */
export async function assertMayLaunch(means: Means, launch: Launch, state: string): Promise<void> {
	const errors = (await launchFindings(means, launch, false)).filter(({ severity }) => severity === "error");
	if (errors.length > 0) throw new InvalidInput(errors, state);
}

const noLaunches: ConfirmedLaunches = { fingerprints: [], isText: false };

/** A confirmation covers a launch of at most so many people. */
function covers(confirmed: string, digest: string, people: number): boolean {
	const [atMost = ""] = confirmed.split("-", 1);
	return confirmed === `${atMost}-${digest}` && people <= Number(atMost);
}

/** The command that adds the last of the fingerprints. Those before it are added first. */
function commandFor({ fingerprints, isText }: ConfirmedLaunches, unconfirmed: readonly string[]): string {
	const all = [...fingerprints, ...unconfirmed];
	return isText
		? `pulumi config set aiccs:confirmedLaunches "${all.join(" ")}"`
		: `pulumi config set --path 'aiccs:confirmedLaunches[${all.length - 1}]' ${all.at(-1)}`;
}

/**
 * 96 bits. Slow and with much memory on purpose: whoever knows everything else could search for the one phone number of a
 * short list.
 */
function digestOf(content: readonly string[]): Promise<string> {
	const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };
	return new Promise((resolve, reject) => {
		scrypt(JSON.stringify(content), "pulumi-aiccs launch", 12, cost, (failure, key) => {
			if (failure === null) resolve(lettersAndDigits(key));
			else reject(failure);
		});
	});
}

/** 12 bytes in 19 characters that a double click selects. */
function lettersAndDigits(bytes: Buffer): string {
	return BigInt(`0x${bytes.toString("hex")}`)
		.toString(36)
		.padStart(19, "0");
}
