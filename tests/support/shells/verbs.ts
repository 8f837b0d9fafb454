import { accountIn } from "../../../provider/definition/account";
import { errorsIn, type Finding, sentence } from "../../../provider/definition/finding";
import { Raw, type Values as ValuesOf } from "../../../provider/definition/values";
import type { Context } from "../../../provider/run/context";
import { type OwnerKey, ownerKeyOf } from "../../../provider/run/owner";
import type { Created, Resource, Updated } from "../../../provider/run/resource";
import { check, checkUnchanged } from "../../../provider/shells/check";
import { type Held, type Named, type Outcome, ownerOf, type Provider, plain, type Shell, type Values } from "../engine";

/** The verbs of a resource, without a shell around them. */
export function verbsOf<T extends ValuesOf<T>, S>(resource: Resource<T, S>): Shell {
	return { open: (context) => new Verbs(resource, context) };
}

class Verbs<T extends ValuesOf<T>, S> implements Provider {
	private readonly resource: Resource<T, S>;
	private readonly context: Context;

	constructor(resource: Resource<T, S>, context: Context) {
		this.resource = resource;
		this.context = context;
	}

	async check(of: Named, olds: Values | undefined, news: Values) {
		const findings = await this.findings(of, olds, news, false);
		return { inputs: news, problems: errorsIn(findings).map(sentence) };
	}

	async diff(of: Named, held: Held, inputs: Values) {
		const what = this.due(of, held, inputs);
		const launches = what === "update" || held.unfinished ? await checkUnchanged(this.in(inputs), this.key(of)) : [];
		return { what, problems: what === "replace" ? [] : errorsIn(launches).map(sentence) };
	}

	async preview(of: Named, held: Held | undefined, news: Values): Promise<string[]> {
		let findings = await this.findings(of, held?.inputs, news, true);
		const due = held === undefined || held.awaitsReplacement ? "create" : this.due(of, held, news);
		if (due === "replace") findings = await this.findings(of, undefined, news, true);
		if (due === "update" || (due === "same" && held?.unfinished)) {
			findings = [...findings, ...(await checkUnchanged(this.in(news), this.key(of)))];
		}
		return findings.map((finding) => `${finding.severity}: ${sentence(finding)}`);
	}

	async create(of: Named, inputs: Values): Promise<Outcome> {
		const created = await this.resource.create(this.in(inputs), this.key(of), this.known(inputs));
		return this.outcome(created.id, created);
	}

	async update(of: Named, { id, outputs }: Held, inputs: Values): Promise<Outcome> {
		const change = { owner: this.key(of), id, olds: this.stateIn(outputs), news: this.known(inputs) };
		return this.outcome(id, await this.resource.update(this.in(inputs), change));
	}

	async read(of: Named, { id, inputs, outputs }: Held) {
		const place = this.in(outputs);
		const found = await this.resource.read(place, id, this.stateIn(outputs));
		if (found === undefined) return undefined;
		place.claims.recordOwner(id, this.key(of));
		const { definition, drifted, state } = found;
		return { inputs: drifted ? { ...definition } : inputs, outputs: this.resource.outputsOf(id, state) };
	}

	async delete(_of: Named, { id, outputs }: Held): Promise<void> {
		await this.resource.delete(this.in(outputs), id, this.stateIn(outputs));
	}

	due(of: Named, { id, outputs }: Held, inputs: Values): "same" | "update" | "replace" {
		const place = this.in(outputs);
		place.claims.recordOwner(id, this.key(of));
		const declared = this.resource.definition.formed(new Raw(inputs));
		const found = this.resource.diff(place, id, this.stateIn(outputs), declared);
		if (found.replacing.length > 0) return "replace";
		return found.changed || found.acceptsDrift ? "update" : "same";
	}

	private outcome(id: string, { state, incomplete }: Created<S> | Updated<S>): Outcome {
		const outputs = this.resource.outputsOf(id, state);
		return { id, outputs, ...(incomplete && { problem: incomplete.message }) };
	}

	private findings(of: Named, olds: Values | undefined, news: Values, isPreview: boolean): Promise<readonly Finding[]> {
		const request = { owner: this.owner(of), news: new Raw(news), olds: olds && new Raw(olds), isPreview };
		return check(this.resource, this.in(news), { ...request, belongsTo: of.belongsTo });
	}

	private in(values: Values): Context {
		return this.context.of(accountIn(this.resource.definition, new Raw(values)));
	}

	private owner({ name }: Named) {
		return ownerOf(name, this.resource.definition.name);
	}

	private key(of: Named): OwnerKey {
		return ownerKeyOf(this.owner(of));
	}

	private stateIn(outputs: Values): S {
		return this.resource.stateIn(new Raw(plain(outputs)));
	}

	private known(inputs: Values): T {
		return this.resource.definition.known(new Raw(plain(inputs)), this.context.now());
	}
}
