import type { dynamic } from "@pulumi/pulumi";
import { part } from "../../../provider/definition/part";
import type { Values as ValuesOf } from "../../../provider/definition/values";
import type { Resource } from "../../../provider/run/resource";
import { DynamicProvider } from "../../../provider/shells/dynamic/dynamic-provider";
import { type Held, type Named, type Outcome, ownerOf, type Provider, type Shell, type Values } from "../engine";
import { HostOf } from "./host-of";
import { recorded, secretAs, sent, withoutSecrets } from "./wire";

const line = 'exports.handler=()=>require("pulumi-aiccs/dynamic")';

/** The dynamic shell, called as Pulumi's SDK does in a provider process. */
export function dynamicShellOf<T extends ValuesOf<T>, S>(resource: Resource<T, S>): Shell {
	const type = resource.definition.name;
	return { open: (context) => new Dynamic(new DynamicProvider(resource, new HostOf(context)), type) };
}

/** The SDK knows no secrets, and adds to all that a provider returns the line that loads it. */
class Dynamic implements Provider {
	private readonly provider: dynamic.ResourceProvider;
	private readonly type: string;

	constructor(provider: dynamic.ResourceProvider, type: string) {
		this.provider = provider;
		this.type = type;
	}

	async check({ name, belongsTo }: Named, olds: Values | undefined, news: Values) {
		const hidden = { __owner: ownerOf(name, this.type), __provider: line, __belongsTo: belongsTo };
		const declared = sent({ ...news, ...hidden });
		const checked = await this.provider.check?.(withoutSecrets(olds ?? {}), withoutSecrets(declared));
		const { inputs = {}, failures = [] } = checked ?? {};
		return {
			inputs: secretAs(sent({ ...inputs, __provider: line }), declared),
			problems: failures.map(({ reason }) => reason),
		};
	}

	async diff(_of: Named, { id, inputs: before, outputs }: Held, inputs: Values) {
		try {
			const found = await this.provider.diff?.(id, state(outputs), state(inputs));
			const { changes = !isSame(before, inputs), replaces = [] } = found ?? {};
			const what = replaces.length > 0 ? "replace" : changes ? "update" : "same";
			return { what, problems: [] } as const;
		} catch (thrown) {
			return { what: "update", problems: [thrown instanceof Error ? thrown.message : String(thrown)] } as const;
		}
	}

	create(_of: Named, inputs: Values): Promise<Outcome> {
		return outcome(inputs, "", () => this.provider.create(withoutSecrets(inputs)));
	}

	update(_of: Named, { id, outputs }: Held, inputs: Values): Promise<Outcome> {
		return outcome(inputs, id, async () => this.provider.update?.(id, state(outputs), withoutSecrets(inputs)));
	}

	async read(_of: Named, { id, inputs, outputs }: Held) {
		const found = await this.provider.read?.(id, state(outputs));
		if (!found?.id) return undefined;
		return {
			inputs: found.inputs === undefined ? inputs : secretAs(sent(found.inputs), inputs),
			outputs: secretAs(sent({ ...found.props, __provider: line }), outputs),
		};
	}

	async delete(_of: Named, { id, outputs }: Held): Promise<void> {
		await this.provider.delete?.(id, state(outputs));
	}
}

function state(values: Values) {
	return withoutSecrets(recorded(values));
}

function isSame(one: Values, other: Values): boolean {
	return JSON.stringify(recorded(one)) === JSON.stringify(recorded(other));
}

/** An error with an id is a resource that exists, to the SDK. */
async function outcome(
	inputs: Values,
	id: string,
	work: () => Promise<{ readonly id?: string; readonly outs?: Values } | undefined>,
): Promise<Outcome> {
	const outputs = (outs: object) => secretAs(sent({ ...outs, __provider: line }), inputs);
	try {
		const done = await work();
		return { id: done?.id ?? id, outputs: outputs(done?.outs ?? {}) };
	} catch (thrown) {
		const [unfinished, properties, reasons] = ["id", "properties", "reasons"].map((key) => part(thrown, key));
		if (typeof unfinished !== "string" || typeof properties !== "object" || properties === null) throw thrown;
		return { id: unfinished, outputs: outputs(properties), problem: [reasons].flat().join("\n") };
	}
}
