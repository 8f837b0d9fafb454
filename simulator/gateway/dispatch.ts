import { applyFault } from "../faults/apply-fault";
import { startDueTasks } from "../life-cycle";
import type { Operation } from "../operation";
import { findOperation } from "../operations";
import * as refuse from "../refusals";
import type { Service } from "../service";
import { takeFrom } from "../settings/quota";
import { type ApiRequest, actionOf } from "./api-request";
import { answerOf, type Reply, refusalOf } from "./reply";
import { checkSignature, readAuthorization } from "./signature";

const maxClockSkew = 15 * 60_000;
const iso8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** Checks a request in the gateway's order (method, signature, action, parameters), then answers it. */
export async function dispatch(service: Service, request: ApiRequest): Promise<Reply> {
	try {
		if (request.method !== "GET" && request.method !== "POST") throw refuse.unsupportedMethod();
		const authorization = readAuthorization(request);
		// Without the secret of a known key, no signature can be checked.
		if (authorization.accessKeyId !== service.keys.accessKeyId) throw refuse.unknownAccessKey();
		checkSignature(request, authorization, service.keys.accessKeySecret);
		checkDate(request);
		checkNonce(service, request);
		checkSecurityToken(service, request);
	} catch (error) {
		return refusalOrThrow(service, request, error);
	}
	return answerChecked(service, request);
}

/** Answers a request whose sender is known: its operation, with the fault that is due. */
export async function answerChecked(service: Service, request: ApiRequest): Promise<Reply> {
	try {
		const operation = findOperation(request);
		checkPermission(service, operation);
		checkQuota(service);
		const perform = (isAnswerLost = false) => run(service, request, operation, isAnswerLost);
		const fault = service.faults.take(actionOf(request));
		return fault === undefined ? perform() : await applyFault({ service, request, fault, perform });
	} catch (error) {
		return refusalOrThrow(service, request, error);
	}
}

function run(service: Service, request: ApiRequest, operation: Operation, isAnswerLost: boolean): Reply {
	try {
		startDueTasks(service);
		return answerOf(service, request, operation.run(service, request.parameters, isAnswerLost));
	} catch (error) {
		return refusalOrThrow(service, request, error);
	}
}

function refusalOrThrow(service: Service, request: ApiRequest, error: unknown): Reply {
	if (error instanceof refuse.Refusal) return refusalOf(service, request, error);
	throw error;
}

// Clients sign with the real time, even when a test has moved the simulator's clock.
function checkDate({ headers }: ApiRequest): void {
	const date = headers["x-acs-date"] ?? "";
	const at = Date.parse(date);
	if (!iso8601.test(date) || Number.isNaN(at)) throw refuse.malformedDate();
	if (Math.abs(Date.now() - at) > maxClockSkew) throw refuse.staleDate();
}

function checkNonce({ nonces }: Service, { headers }: ApiRequest): void {
	const nonce = headers["x-acs-signature-nonce"] ?? "";
	if (nonces.has(nonce)) throw refuse.replayedNonce();
	if (nonces.size > 50_000) deleteOldNonces(nonces, Date.now());
	nonces.set(nonce, Date.now());
}

// checkDate refuses replays that are older.
function deleteOldNonces(nonces: Map<string, number>, now: number): void {
	for (const [nonce, at] of nonces) {
		if (now - at > 2 * maxClockSkew) nonces.delete(nonce);
	}
}

function checkPermission({ settings }: Service, { action }: Operation): void {
	if (settings.deniedActions.split(",").includes(action)) throw refuse.forbidden(action);
}

// A request that is refused here does not count.
function checkQuota({ quota, settings, clock }: Service): void {
	if (!takeFrom(quota, settings.requestsPerSecond, clock.real())) throw refuse.throttled(settings.quotaRetryAfter);
}

function checkSecurityToken({ keys }: Service, { headers }: ApiRequest): void {
	if (keys.securityToken === undefined) return;
	const token = headers["x-acs-security-token"];
	if (token === undefined) throw refuse.missingSecurityToken();
	if (token !== keys.securityToken) throw refuse.mismatchedSecurityToken();
}
