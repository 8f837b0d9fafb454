import { Metadata } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Values as ValuesOf } from "../../../provider/definition/values";
import type { Resource } from "../../../provider/run/resource";
import { EngineLog } from "../../../provider/shells/plugin/engine-log";
import { structOf, valuesOf } from "../../../provider/shells/plugin/messages";
import { Plugin } from "../../../provider/shells/plugin/plugin";
import { PluginResource } from "../../../provider/shells/plugin/plugin-resource";
import type { Held, Named, Outcome, Provider, Shell, Values } from "../engine";
import { HostOf } from "./host-of";
import { inMessages, overConnection, type PluginCalls } from "./plugin-calls";
import { recorded, restored, sent } from "./wire";

/** One for all processes: each has an AsyncLocalStorage, and thousands of those slow down every promise. */
const noLog = new EngineLog();

/** The type of a resource in programs of every language. */
function typeOf(name: string): string {
	return `aiccs:index:${name}`;
}

export function urnOf(name: string, resource = "AiCallTask"): string {
	return `urn:pulumi:dev::shop::${typeOf(resource)}::${name}`;
}

/** The plugin over a connection of its own for each process. */
export function pluginShellOf<T extends ValuesOf<T>, S>(resource: Resource<T, S>): Shell {
	return shellOf(resource, overConnection);
}

/** The plugin without a connection, for suites of thousands of processes. */
export function quickPluginShellOf<T extends ValuesOf<T>, S>(resource: Resource<T, S>): Shell {
	return shellOf(resource, inMessages);
}

function shellOf<T extends ValuesOf<T>, S>(
	resource: Resource<T, S>,
	connect: (service: IResourceProviderServer) => PluginCalls | Promise<PluginCalls>,
): Shell {
	const type = resource.definition.name;
	return {
		async open(context) {
			const host = new HostOf(context);
			const plugin = new Plugin(host, noLog, [[typeOf(type), new PluginResource(resource, host, { provider: "" })]]);
			return new PluginProvider(await connect(plugin.service()), type);
		},
	};
}

/** The plugin, called as Pulumi's engine does. It accepts secrets. */
class PluginProvider implements Provider {
	private readonly calls: PluginCalls;
	private readonly type: string;

	constructor(calls: PluginCalls, type: string) {
		this.calls = calls;
		this.type = type;
	}

	async check({ name }: Named, olds: Values | undefined, news: Values) {
		const request = new proto.CheckRequest();
		request.setUrn(urnOf(name, this.type));
		request.setOlds(structOf(olds ?? {}));
		request.setNews(structOf(sent(news)));
		const response = await failing(this.calls.check(request));
		return {
			inputs: valuesOf(response.getInputs()),
			problems: response.getFailuresList().map((failure) => failure.getReason()),
		};
	}

	async diff({ name }: Named, { id, inputs: before, outputs }: Held, inputs: Values) {
		const request = new proto.DiffRequest();
		request.setId(id);
		request.setUrn(urnOf(name, this.type));
		request.setOldInputs(structOf(recorded(before)));
		request.setOlds(structOf(recorded(outputs)));
		request.setNews(structOf(recorded(inputs)));
		const response = await failing(this.calls.diff(request));
		if (response.getReplacesList().length > 0) return { what: "replace", problems: [] } as const;
		const isChanged = response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME;
		return { what: isChanged ? "update" : "same", problems: [] } as const;
	}

	async create({ name }: Named, inputs: Values): Promise<Outcome> {
		const request = new proto.CreateRequest();
		request.setUrn(urnOf(name, this.type));
		request.setProperties(structOf(inputs));
		return outcome(this.calls.create(request), (response) => ({
			id: response.getId(),
			outputs: valuesOf(response.getProperties()),
		}));
	}

	async update({ name }: Named, { id, inputs: before, outputs }: Held, inputs: Values): Promise<Outcome> {
		const request = new proto.UpdateRequest();
		request.setId(id);
		request.setUrn(urnOf(name, this.type));
		request.setOldInputs(structOf(recorded(before)));
		request.setOlds(structOf(recorded(outputs)));
		request.setNews(structOf(inputs));
		return outcome(this.calls.update(request), (response) => ({ id, outputs: valuesOf(response.getProperties()) }));
	}

	async read({ name }: Named, { id, inputs, outputs }: Held) {
		const request = new proto.ReadRequest();
		request.setId(id);
		request.setUrn(urnOf(name, this.type));
		request.setInputs(structOf(recorded(inputs)));
		request.setProperties(structOf(recorded(outputs)));
		const response = await failing(this.calls.read(request));
		if (response.getId() === "") return undefined;
		return {
			inputs: restored(valuesOf(response.getInputs()), inputs),
			outputs: restored(valuesOf(response.getProperties()), inputs),
		};
	}

	async delete({ name }: Named, { id, inputs, outputs }: Held): Promise<void> {
		const request = new proto.DeleteRequest();
		request.setId(id);
		request.setUrn(urnOf(name, this.type));
		request.setOldInputs(structOf(recorded(inputs)));
		request.setProperties(structOf(recorded(outputs)));
		await failing(this.calls.delete(request));
	}

	close(): void {
		this.calls.close();
	}
}

interface Failure {
	readonly details: string;
	readonly metadata?: unknown;
}

function isFailure(thrown: unknown): thrown is Failure {
	return typeof thrown === "object" && thrown !== null && "details" in thrown && typeof thrown.details === "string";
}

/** The engine shows the details of an error. */
async function failing<Response>(response: Promise<Response>): Promise<Response> {
	try {
		return await response;
	} catch (thrown) {
		throw isFailure(thrown) ? new Error(thrown.details) : thrown;
	}
}

/** The resource in an error of a step that has ended half-way; `undefined` if nothing exists. */
function unfinishedIn(thrown: unknown): Outcome | undefined {
	if (!isFailure(thrown) || !(thrown.metadata instanceof Metadata)) return undefined;
	const [bytes] = thrown.metadata.get("grpc-status-details-bin");
	if (!(bytes instanceof Uint8Array)) return undefined;
	for (const detail of Status.deserializeBinary(bytes).getDetailsList()) {
		const found = detail.unpack(proto.ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
		if (found === null) continue;
		const outputs = valuesOf(found.getProperties());
		return { id: found.getId(), outputs, problem: found.getReasonsList().join("\n") };
	}
	return undefined;
}

async function outcome<Response>(response: Promise<Response>, read: (response: Response) => Outcome): Promise<Outcome> {
	try {
		return read(await response);
	} catch (thrown) {
		const unfinished = unfinishedIn(thrown);
		if (unfinished !== undefined) return unfinished;
		throw isFailure(thrown) ? new Error(thrown.details) : thrown;
	}
}
