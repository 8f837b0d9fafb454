import { befall } from "../faults/befall";
import { settleStarts } from "../life-cycle";
import { findOperation } from "../operations";
import { Refusal } from "../refusals";
import type { World } from "../world";
import { checkAccessKey, checkDate, checkMethod, checkNonce, checkSecurityToken } from "./admission";
import { actionOf, type Call } from "./call";
import { answerOf, type Reply, refusalOf } from "./reply";
import { checkSignature, readAuthorization } from "./signature";

/** The order of refusal: the method, whoever signs, what they ask for, with what, and only then the operation's own rules. */
export async function dispatch(world: World, call: Call): Promise<Reply> {
	try {
		checkMethod(call);
		const authorization = readAuthorization(call);
		/* Before the signature, which nobody can check without the key's secret. */
		checkAccessKey(world, authorization.accessKeyId);
		checkSignature(call, authorization, world.keys.accessKeySecret);
		checkDate(world, call);
		checkNonce(world, call);
		checkSecurityToken(world, call);
		const operation = findOperation(call);
		const fault = world.faults.take(actionOf(call));
		return await befall(world, call, fault, () => perform(world, call, operation));
	} catch (error) {
		return refusalOr(world, call, error);
	}
}

type Operation = ReturnType<typeof findOperation>;

function perform(world: World, call: Call, operation: Operation): Reply {
	try {
		settleStarts(world);
		const run = operation.bind(world, call.parameters);
		return answerOf(world, call, run());
	} catch (error) {
		return refusalOr(world, call, error);
	}
}

function refusalOr(world: World, call: Call, error: unknown): Reply {
	if (error instanceof Refusal) return refusalOf(world, call, error);
	throw error;
}
