import fc from "fast-check";
import type { Place } from "../../../../provider/cli/report/place";
import { placesIn } from "../../../../provider/cli/report/place";
import { previewIn } from "../../../../provider/cli/report/preview";
import { type Report, reportOf } from "../../../../provider/cli/report/report";

export const program: Place = { file: "campaigns/Pulumi.yaml", line: 1, column: 1 };

export function reportIn(text: string): Report {
	return reportOf(previewIn(text), placesIn("/program"));
}

/** Anything that a name or a message may contain. */
const anyText = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.string({ unit: "grapheme" }),
	fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
		.map((codes) => codes.map((code) => String.fromCharCode(code)).join("")),
	fc.constantFrom(
		"]]>",
		"<!--",
		"\u0000\u001b[31m",
		"::error::",
		"%0A::set-output name=x::",
		"a\r\n::error file=x,line=1::b",
		"[a](https://example.com)",
		"</testcase>",
		"\ud800",
		"__proto__",
		"..",
	),
);

const tokens = ["pulumi-nodejs:dynamic/aiccs:AiCallTask", "aiccs:index:CalleeList", "pulumi:pulumi:Stack", "my:mod:C"];

/** Previews with any texts, in the form in which the CLI writes them. */
export const previews = fc
	.array(
		fc.record({
			type: fc.constantFrom(...tokens, `my:mod:C$${tokens[0]}`),
			name: anyText,
			position: anyText,
			taskName: anyText,
			op: fc.constantFrom("create", "update", "same", "delete", "replace", "refresh"),
			severity: fc.constantFrom("error", "warning", "info", "debug"),
			messages: fc.array(anyText, { maxLength: 3 }),
			policy: anyText,
		}),
		{ minLength: 1, maxLength: 6 },
	)
	.map((resources) => {
		const urnOf = ({ type, name }: { readonly type: string; readonly name: string }) =>
			`urn:pulumi:s::p::${type}::${name}`;
		return JSON.stringify({
			steps: resources.map((one) => {
				const state = {
					type: one.type.split("$").at(-1),
					inputs: { taskName: one.taskName, virtualNumber: one.name },
					sourcePosition: `project:///${one.position}#1,2`,
				};
				return { op: one.op, urn: urnOf(one), newState: state };
			}),
			diagnostics: resources.flatMap((one) =>
				one.messages.map((message) => ({ urn: urnOf(one), message, severity: one.severity })),
			),
			violations: resources.map((one) => ({
				urn: urnOf(one),
				message: `${one.policy}\n${one.name}`,
				isMandatory: one.severity === "error",
				pack: one.policy,
				policy: one.taskName,
			})),
		});
	});
