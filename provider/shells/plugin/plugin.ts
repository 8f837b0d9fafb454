import { isDeepStrictEqual } from "node:util";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { closingLine } from "../../definition/closing-line";
import { urnParts } from "../../definition/resource-label";
import { withoutSecrets } from "../../definition/shown-value";
import { LookupArgumentsError } from "../../lookups/lookup";
import { opened, secretsIn } from "../engine-values";
import type { Host } from "../host";
import { answerLookup } from "../lookups";
import { configurationFaults, lookUpIn, sealedConfiguration } from "./configuration";
import type { EngineLog } from "./engine-log";
import { HeldPreviews } from "./held-previews";
import { checkFailure, diffResponse, rpcError, structOf, unfinished, valuesOf } from "./messages";
import { answering, type Handler, opening } from "./opening";
import type { Changed, PluginResource, Previewed } from "./plugin-resource";

/** What the service needs of a resource: the same for every type. */
type AnyResource = Pick<PluginResource<object, object>, keyof PluginResource<object, object>>;

/** Pulumi's provider protocol, for the package's resources. */
export class Plugin {
	private readonly host: Host;
	private readonly log: EngineLog;
	private readonly resources: ReadonlyMap<string, AnyResource>;
	private readonly previews = new HeldPreviews();

	constructor(host: Host, log: EngineLog, resources: Iterable<readonly [token: string, AnyResource]>) {
		this.host = host;
		this.log = log;
		this.resources = new Map(resources);
	}

	/** The methods of the service. */
	service(): IResourceProviderServer {
		return {
			...opening(this.log),
			checkConfig: answering((request: proto.CheckRequest) => this.checkConfig(request)),
			diffConfig: answering((request: proto.DiffRequest) => diffConfig(request)),
			configure: answering((request: proto.ConfigureRequest) => this.configure(request)),
			check: this.about((request: proto.CheckRequest) => this.check(request)),
			diff: this.about((request: proto.DiffRequest) => this.diff(request)),
			create: this.about((request: proto.CreateRequest) => this.create(request)),
			update: this.about((request: proto.UpdateRequest) => this.update(request)),
			read: this.about((request: proto.ReadRequest) => this.read(request)),
			delete: this.about((request: proto.DeleteRequest) => this.delete(request)),
			list: (call) => void this.list(call),
			cancel: answering(() => this.cancel()),
			invoke: answering((request: proto.InvokeRequest) => this.invoke(request)),
			call: notOffered("Call"),
			construct: notOffered("Construct"),
			parameterize: notOffered("Parameterize"),
			getMapping: answering(() => new proto.GetMappingResponse()),
			getMappings: answering(() => new proto.GetMappingsResponse()),
		};
	}

	private checkConfig(request: proto.CheckRequest): proto.CheckResponse {
		const response = new proto.CheckResponse();
		const inputs = valuesOf(request.getNews());
		response.setInputs(structOf(sealedConfiguration(inputs)));
		// The engine prints the value of a property that a failure names, even a secret.
		response.setFailuresList(configurationFaults(inputs).map((reason) => checkFailure(reason)));
		return response;
	}

	private configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
		this.host.configure(lookUpIn(valuesOf(request.getArgs())));
		const response = new proto.ConfigureResponse();
		response.setAcceptsecrets(true);
		response.setSupportspreview(true);
		return response;
	}

	private async check(request: proto.CheckRequest): Promise<proto.CheckResponse> {
		const resource = this.resourceOf(request.getUrn());
		const inputs = await resource.check(request.getUrn(), valuesOf(request.getOlds()), valuesOf(request.getNews()));
		const response = new proto.CheckResponse();
		response.setInputs(structOf(inputs));
		return response;
	}

	private async diff(request: proto.DiffRequest): Promise<proto.DiffResponse> {
		const [olds, news] = [request.getOlds(), request.getNews()].map(valuesOf);
		return diffResponse(
			this.resourceOf(request.getUrn()).diff(request.getId(), request.getUrn(), olds ?? {}, news ?? {}),
		);
	}

	private async create(request: proto.CreateRequest): Promise<proto.CreateResponse> {
		const urn = request.getUrn();
		const resource = this.resourceOf(urn);
		const news = valuesOf(request.getProperties());
		const response = new proto.CreateResponse();
		if (request.getPreview()) {
			const { outputs } = await this.previewed(await resource.preview(urn, undefined, news));
			response.setProperties(structOf(outputs));
			return response;
		}
		const created = await this.inProgress(news, () => resource.create(urn, news));
		response.setId(created.id);
		response.setProperties(structOf(created.outputs));
		return response;
	}

	private async update(request: proto.UpdateRequest): Promise<proto.UpdateResponse> {
		const urn = request.getUrn();
		const resource = this.resourceOf(urn);
		const [olds = {}, news = {}] = [request.getOlds(), request.getNews()].map(valuesOf);
		const response = new proto.UpdateResponse();
		if (request.getPreview()) {
			const { outputs } = await this.previewed(await resource.preview(urn, olds, news));
			response.setProperties(structOf(outputs));
			return response;
		}
		const { outputs } = await this.inProgress({ ...olds, ...news }, () =>
			resource.update(request.getId(), urn, olds, news),
		);
		response.setProperties(structOf(outputs));
		return response;
	}

	private async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
		const resource = this.resourceOf(request.getUrn());
		const olds = valuesOf(request.getProperties());
		// Only an import reads without inputs.
		const found = await this.finished(olds, () =>
			request.hasInputs()
				? resource.read(request.getId(), olds, valuesOf(request.getInputs()))
				: resource.import(request.getUrn(), request.getId()),
		);
		const response = new proto.ReadResponse();
		if (found === undefined) return response;
		response.setId(found.id);
		response.setInputs(structOf(found.inputs));
		response.setProperties(structOf(found.outputs));
		return response;
	}

	private async delete(request: proto.DeleteRequest): Promise<Empty> {
		const resource = this.resourceOf(request.getUrn());
		const olds = valuesOf(request.getProperties());
		await this.finished(olds, () => resource.delete(request.getId(), olds));
		return new Empty();
	}

	private async list(call: ServerWritableStream<proto.ListRequest, proto.ListResponse>): Promise<void> {
		try {
			const { request } = call;
			const all = await this.resourceOf(request.getToken()).list();
			const start = Number(request.getContinuationToken() || 0);
			const size = request.getPageSize() || all.length;
			const most = request.getLimit() || all.length;
			for (const { id, name } of all.slice(start, Math.min(start + size, most))) {
				const result = new proto.ListResponse.Result();
				result.setId(id);
				result.setName(name);
				const response = new proto.ListResponse();
				response.setResult(result);
				call.write(response);
			}
			if (start + size < Math.min(all.length, most)) {
				const continuation = new proto.ListResponse.Continuation();
				continuation.setContinuationToken(String(start + size));
				const response = new proto.ListResponse();
				response.setContinuation(continuation);
				call.write(response);
			}
			call.end();
		} catch (thrown) {
			// Only this sends the error; a destroyed stream would never end.
			call.emit("error", rpcError(thrown));
		}
	}

	private async invoke(request: proto.InvokeRequest): Promise<proto.InvokeResponse> {
		const response = new proto.InvokeResponse();
		const name = request.getTok().replace(/^aiccs:index:/, "");
		const context = this.host.context();
		if (request.getPreview() && context.settings().offlinePreview) {
			throw new Error(
				`${name} asks the account, and aiccs:offlinePreview is true. Remove it with: pulumi config rm aiccs:offlinePreview`,
			);
		}
		try {
			const { result, warning } = await answerLookup(context, name, opened(valuesOf(request.getArgs())).values);
			if (warning !== undefined) await this.log.show("warning", warning, "");
			response.setReturn(structOf(result));
		} catch (thrown) {
			if (!(thrown instanceof LookupArgumentsError)) throw thrown;
			response.setFailuresList(thrown.faults.map(({ property, reason }) => checkFailure(reason, property)));
		}
		return response;
	}

	private cancel(): Empty {
		this.previews.cancel();
		this.host.engine().cancel();
		return new Empty();
	}

	/** Shows what a preview has found. Returns it unless it has errors and nothing else is left to preview. */
	private async previewed(found: Previewed): Promise<Previewed> {
		await this.show(found.lines);
		const isFaulty = found.lines.some(({ severity }) => severity === "error");
		if (!isFaulty || !(await this.previews.isLast())) return found;
		for (const resource of this.resources.values()) await this.show(await resource.unshown());
		throw new Error(closingLine);
	}

	private async show(lines: Previewed["lines"]): Promise<void> {
		for (const { severity, text, urn } of lines) await this.log.show(severity, text, urn);
	}

	/** Finishes work even if the engine is gone, and fails with what the engine is to record of a half-finished resource. */
	private async inProgress(values: object, work: () => Promise<Changed>): Promise<Changed> {
		const changed = await this.finished(values, work);
		if (changed.incomplete !== undefined) throw unfinished(changed, changed.incomplete);
		return changed;
	}

	/** Work that is finished even if the engine is gone, and that shows none of the secrets in its values. */
	private async finished<T>(values: object, work: () => Promise<T>): Promise<T> {
		const secrets = secretsIn(values);
		try {
			return await this.log.hiding(secrets, () => this.host.engine().during(work));
		} catch (thrown) {
			throw new Error(withoutSecrets(thrown instanceof Error ? thrown.message : String(thrown), secrets));
		}
	}

	/** A method about one resource: its lines appear under the resource, and previews wait for its end. */
	private about<Request extends { getUrn(): string }, Response>(method: (request: Request) => Promise<Response>) {
		return answering((request: Request) =>
			this.previews.during(() => this.log.under(request.getUrn(), () => method(request))),
		);
	}

	private resourceOf(urnOrToken: string): AnyResource {
		const token = urnOrToken.startsWith("urn:") ? (urnParts(urnOrToken).types.at(-1) ?? "") : urnOrToken;
		const resource = this.resources.get(token);
		if (resource === undefined) throw new Error(`This plugin has no resource of type ${token}.`);
		return resource;
	}
}

function notOffered(name: string): Handler<unknown, never> {
	return (_call, callback) => callback({ code: status.UNIMPLEMENTED, details: `This plugin offers no ${name}.` });
}

/** Other credentials or another host never replace a resource: keys are rotated. */
function diffConfig(request: proto.DiffRequest): proto.DiffResponse {
	const [olds, news] = [request.getOldInputs(), request.getNews()].map(valuesOf);
	const response = new proto.DiffResponse();
	const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
	response.setChanges(isDeepStrictEqual(olds, news) ? DIFF_NONE : DIFF_SOME);
	return response;
}
