import { AsyncLocalStorage } from "node:async_hooks";
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Finding } from "../../definition/finding";

type Severity = Finding["severity"];

const severities: Readonly<Record<Severity, LogSeverity>> = {
	error: LogSeverity.ERROR,
	warning: LogSeverity.WARNING,
	note: LogSeverity.INFO,
};

/** Shows lines to the user, each under the resource that it is about. */
export class EngineLog {
	private readonly urns = new AsyncLocalStorage<string>();
	private engine: EngineClient | undefined;

	connect(address: string): void {
		this.engine = new EngineClient(address, credentials.createInsecure());
	}

	/** What the work shows appears under the resource. */
	under<T>(urn: string, work: () => T): T {
		return this.urns.run(urn, work);
	}

	/** Shows a line under the resource that is worked on, without waiting for the engine. */
	line(text: string): void {
		void this.show("note", text, this.urns.getStore() ?? "");
	}

	/** Resolves when the engine has the line; it would lose one that arrives after the end of the command. */
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
