export type Name = "ours" | "noopProvider" | "replay" | "handwritten" | "plugin" | "noopPlugin";

/** One run of one command. */
export interface Sample {
	readonly seconds: number;
	/** Requests to the service by their action. */
	readonly calls: Readonly<Record<string, number>>;
	/** Seconds of processor time of Pulumi and everything it started: varies less than the clock. */
	readonly processorSeconds?: number | undefined;
	/** Seconds of processor time of the simulator, which shares the cores with what is measured. */
	readonly simulatorSeconds?: number | undefined;
	/** Peak memory of the provider process, where there was one and the system reports it. */
	readonly peakMegabytes?: number | undefined;
	/** Bytes of state for each task, or of the callee list, after this run. */
	readonly stateBytes?: number | undefined;
	/** Bytes of the provider line with its key, each time a resource's state contains it. */
	readonly lineBytes?: number | undefined;
}

interface Entry {
	readonly series: string;
	readonly step: string;
	readonly name: Name;
}

/** Everything that was measured, and what failed. */
export class Samples {
	readonly all: (Entry & { readonly sample: Sample })[] = [];
	readonly failures: (Entry & { readonly reason: string })[] = [];

	add(series: string, step: string, name: Name, sample: Sample): void {
		this.all.push({ series, step, name, sample });
	}

	fail(series: string, step: string, name: Name, reason: string): void {
		this.failures.push({ series, step, name, reason });
	}

	find(series: string, step: string, name: Name): Sample[] {
		return this.all
			.filter((entry) => entry.series === series && entry.step === step && entry.name === name)
			.map(({ sample }) => sample);
	}

	/** At least one sample; throws when there is none. */
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

	/** Seconds of processor time; `undefined` where the system does not report it. */
	processorSeconds(series: string, step: string, name: Name): number | undefined {
		const found = this.find(series, step, name).flatMap(({ processorSeconds }) => processorSeconds ?? []);
		return found.length === 0 || found.some(Number.isNaN) ? undefined : median(found);
	}

	/** The calls of the run that made the most. */
	calls(series: string, step: string, name: Name): Readonly<Record<string, number>> {
		const all = this.get(series, step, name).map(({ calls }) => calls);
		return all.reduce((most, calls) => (total(calls) > total(most) ? calls : most));
	}
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	if (low === undefined || high === undefined) throw new Error("There are no values to take the median of.");
	return (low + high) / 2;
}

export function total(calls: Readonly<Record<string, number>>): number {
	return Object.values(calls).reduce((sum, count) => sum + count, 0);
}
