import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { CheckFailure, DiffResponse, ErrorResourceInitFailed, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb.js";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb.js";
import { propertyIn } from "../../definition/path";
import type { Changed, PluginDiff, PropertyChange } from "./plugin-resource";

/** The values in a message. */
export function valuesOf(struct: Struct | undefined): Record<string, unknown> {
	return struct?.toJavaScript() ?? {};
}

/** Values for a message. */
export function structOf(values: object): Struct {
	return Value.fromJavaScript(values).getStructValue() ?? new Struct();
}

const kinds: Readonly<Record<PropertyChange["kind"], readonly [PropertyDiff.Kind, PropertyDiff.Kind]>> = {
	add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
	update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
	delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
};

export function diffResponse({ changed, places, stable }: PluginDiff): DiffResponse {
	const response = new DiffResponse();
	response.setChanges(changed ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
	response.setDeletebeforereplace(true);
	response.setStablesList([stable]);
	response.setHasdetaileddiff(changed);
	const [properties, replacing] = [new Set<string>(), new Set<string>()];
	for (const [place, { kind, isReplacing }] of places) {
		const detail = new PropertyDiff();
		detail.setKind(kinds[kind][isReplacing ? 1 : 0]);
		response.getDetaileddiffMap().set(place, detail);
		properties.add(propertyIn(place));
		if (isReplacing) replacing.add(propertyIn(place));
	}
	response.setDiffsList([...properties]);
	response.setReplacesList([...replacing]);
	return response;
}

/** What is wrong with a property of a request. */
export function checkFailure(reason: string, property = ""): CheckFailure {
	const failure = new CheckFailure();
	failure.setProperty(property);
	failure.setReason(reason);
	return failure;
}

/** An error for the engine. Only its message reaches the user. */
export function rpcError(thrown: unknown, metadata = new Metadata()): ServiceError {
	if (isServiceError(thrown)) return thrown;
	const details = thrown instanceof Error ? thrown.message : String(thrown);
	return Object.assign(new Error(details), { code: status.UNKNOWN, details, metadata });
}

/** The error with which the engine records a resource as it is now. */
export function unfinished({ id, outputs }: Changed, reason: string): ServiceError {
	const detail = new ErrorResourceInitFailed();
	detail.setId(id);
	detail.setProperties(structOf(outputs));
	detail.setReasonsList([reason]);
	const any = new Any();
	any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
	const message = new Status();
	message.setCode(status.UNKNOWN);
	message.setMessage(reason);
	message.addDetails(any);
	const metadata = new Metadata();
	metadata.add("grpc-status-details-bin", Buffer.from(message.serializeBinary()));
	return rpcError(new Error(reason), metadata);
}

function isServiceError(thrown: unknown): thrown is ServiceError {
	return thrown instanceof Error && "metadata" in thrown && "details" in thrown && "code" in thrown;
}
