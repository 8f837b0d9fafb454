import { AsyncLocalStorage } from "node:async_hooks";
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Finding } from "../../definition/finding";
import { withoutSecrets } from "../../definition/shown-value";

type Severity = Finding["severity"];

const severities: Readonly<Record<Severity, LogSeverity>> = {
	error: LogSeverity.ERROR,
	warning: LogSeverity.WARNING,
	note: LogSeverity.INFO,
};

/** The resource that is worked on, and its secret values. */
interface Place {
	readonly urn: string;
	readonly secrets: readonly unknown[];
}

/** Shows lines to the user, each under the resource that it is about. */
export class EngineLog {
	private readonly places = new AsyncLocalStorage<Place>();
	private readonly onTheWay = new Set<Promise<void>>();
	private engine: EngineClient | undefined;

	connect(address: string): void {
		this.engine = new EngineClient(address, credentials.createInsecure());
	}

	/** What the work shows appears under the resource. */
	under<T>(urn: string, work: () => T): T {
		return this.places.run({ urn, secrets: [] }, work);
	}

	/** What the work shows appears without these values, and before it ends: the engine loses what comes after the command. */
	async hiding<T>(secrets: readonly unknown[], work: () => Promise<T>): Promise<T> {
		try {
			return await this.places.run({ urn: this.places.getStore()?.urn ?? "", secrets }, work);
		} finally {
			await Promise.all(this.onTheWay);
		}
	}

	/** Shows a line under the resource that is worked on, without waiting for the engine. */
	line(text: string): void {
		const { urn, secrets } = this.places.getStore() ?? { urn: "", secrets: [] };
		const shown = this.show("note", withoutSecrets(text, secrets), urn);
		this.onTheWay.add(shown);
		void shown.then(() => this.onTheWay.delete(shown));
	}

	/** Resolves when the engine has the line. */
	show(severity: Severity, text: string, urn: string): Promise<void> {
		const request = new LogRequest();
		request.setSeverity(severities[severity]);
		request.setMessage(text);
		request.setUrn(urn);
		// An engine that is gone shows nothing.
		return new Promise((resolve) => {
			if (this.engine === undefined) resolve();
			else this.engine.log(request, () => resolve());
		});
	}
}
