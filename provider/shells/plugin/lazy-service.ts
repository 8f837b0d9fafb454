import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

/** The service with some methods at hand. The first call of another one loads the others. */
export function lazyService(
	atHand: Partial<IResourceProviderServer>,
	load: () => IResourceProviderServer,
): UntypedServiceImplementation {
	let loaded: IResourceProviderServer | undefined;
	const later = (name: string) => (call: unknown, callback: unknown) => {
		loaded ??= load();
		Reflect.apply(methodOf(loaded, name), undefined, [call, callback]);
	};
	const methods = Object.keys(ResourceProviderService).map((name) => [name, atHand[name] ?? later(name)]);
	return Object.fromEntries(methods);
}

function methodOf(service: IResourceProviderServer, name: string): NewableFunction | CallableFunction {
	const method = service[name];
	if (method === undefined) throw new Error(`There is no method ${name}.`);
	return method;
}
