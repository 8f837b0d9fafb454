export type Name = "ours" | "floorA" | "floorB" | "peer";

/** One run of one command. */
export interface Sample {
	readonly seconds: number;
	/** Requests to the service by their action. */
	readonly calls: Readonly<Record<string, number>>;
	/** Seconds of processor that Pulumi and everything it started took: less restless than the clock. */
	readonly processorSeconds?: number | undefined;
	/** Most memory of the provider process, where there was one and the system tells. */
	readonly peakMegabytes?: number | undefined;
	/** Bytes of state for each task, behind this run. */
	readonly stateBytes?: number | undefined;
	/** Bytes of the provider line with its key, each time that a resource's state holds it. */
	readonly lineBytes?: number | undefined;
}

interface Entry {
	readonly series: string;
	readonly step: string;
	readonly name: Name;
}

/** Everything that was measured, and what could not be. */
export class Ledger {
	readonly samples: (Entry & { readonly sample: Sample })[] = [];
	readonly failures: (Entry & { readonly reason: string })[] = [];

	add(series: string, step: string, name: Name, sample: Sample): void {
		this.samples.push({ series, step, name, sample });
	}

	fail(series: string, step: string, name: Name, reason: string): void {
		this.failures.push({ series, step, name, reason });
	}

	find(series: string, step: string, name: Name): Sample[] {
		return this.samples
			.filter((entry) => entry.series === series && entry.step === step && entry.name === name)
			.map(({ sample }) => sample);
	}

	/** The samples, of which there has to be one at least. */
	get(series: string, step: string, name: Name): Sample[] {
		const found = this.find(series, step, name);
		if (found.length > 0) return found;
		const failure = this.failures.find((entry) => entry.series === series && entry.name === name);
		throw new Error(
			failure === undefined ? `${step} of ${name} was not run` : `${failure.step} of ${name} failed: ${failure.reason}`,
		);
	}

	seconds(series: string, step: string, name: Name): number {
		return median(this.get(series, step, name).map(({ seconds }) => seconds));
	}

	/** Seconds of processor; `undefined` where the system does not tell. */
	processor(series: string, step: string, name: Name): number | undefined {
		const found = this.find(series, step, name).flatMap(({ processorSeconds }) => processorSeconds ?? []);
		return found.length === 0 || found.some(Number.isNaN) ? undefined : median(found);
	}

	/** The run with most calls counts. */
	calls(series: string, step: string, name: Name): Readonly<Record<string, number>> {
		const all = this.get(series, step, name).map(({ calls }) => calls);
		return all.reduce((most, calls) => (total(calls) > total(most) ? calls : most));
	}
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	if (low === undefined || high === undefined) throw new Error("There is no median of nothing.");
	return (low + high) / 2;
}

export function total(calls: Readonly<Record<string, number>>): number {
	return Object.values(calls).reduce((sum, count) => sum + count, 0);
}
