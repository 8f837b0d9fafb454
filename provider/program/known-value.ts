import * as pulumi from "@pulumi/pulumi";

/**
 * The value of an output, or `undefined` when it is unknown or never comes: `apply` keeps silent then, which only
 * waiting past it can tell.
 */
export function knownValue<T>(output: pulumi.Output<T>): Promise<T | undefined> {
	return new Promise((resolve) => {
		const giveUp = () => setImmediate(resolve, undefined);
		output.apply(resolve);
		void pulumi.isSecret(output).then(giveUp, giveUp);
	});
}
