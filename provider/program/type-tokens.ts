/** How the engine names the type of a resource, and how the state finds its provider. Neither changes after a release. */
export interface TypeTokens {
	/** The type of the dynamic resource, which TypeScript programs declare. */
	readonly dynamic: string;
	/** The type in the package's schema. */
	readonly schema: string;
	/**
	 * The provider of the dynamic resource, as the state records it. `pulumi.dynamic.Resource` would record a serialised
	 * copy of the code. One line that loads the installed package is the same to the engine, at half the state and twice
	 * the speed, and refresh and destroy run the installed code.
	 */
	readonly provider: string;
}

/** True for the type of a resource of either shell. */
export function isTokenOf(type: string | undefined, { dynamic, schema }: TypeTokens): boolean {
	return type === dynamic || type === schema;
}

export const aiCallTaskTokens: TypeTokens = {
	dynamic: "pulumi-nodejs:dynamic/aiccs:AiCallTask",
	schema: "aiccs:index:AiCallTask",
	provider: 'exports.handler=()=>require("pulumi-aiccs/dynamic")',
};

export const calleeListTokens: TypeTokens = {
	dynamic: "pulumi-nodejs:dynamic/aiccs:CalleeList",
	schema: "aiccs:index:CalleeList",
	provider: 'exports.handler=()=>require("pulumi-aiccs/dynamic").calleeList',
};
