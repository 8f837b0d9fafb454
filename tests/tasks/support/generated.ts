import fc from "fast-check";
import { localOf, timeOfDay, weekdays } from "../../../provider/definition/shanghai-time";
import { taskDefinition } from "../../../provider/tasks/definition";
import { type Property, retryReasons } from "../../../provider/tasks/model";
import type { Values } from "../../support/engine";
import { monday } from "./definitions";
import { expectedProperties } from "./properties";

const year = 365 * 86_400_000;
const future = fc.integer({ min: Math.floor(monday / 1000) + 1, max: Math.floor((monday + 10 * year) / 1000) });
const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
const code = fc.stringMatching(/^[A-W][A-W0-9_-]{0,18}[A-W0-9]$/).filter((text) => !text.includes("___"));
const digits = fc.stringMatching(/^[1-9]\d{0,17}$/);
const line = fc.stringMatching(/^0\d{5,12}$/);
const name = fc
	.tuple(
		token,
		fc.array(fc.constantFrom("春", "回访", " ", "-", "🎉", "a", "%", "&", "+", "'", '"'), { maxLength: 12 }),
		token,
	)
	.map(([first, middle, last]) => first + middle.join("") + last);

/** Windows that do not overlap: sorted times, in pairs. */
const windows = fc
	.uniqueArray(fc.integer({ min: 0, max: 86_399 }), { minLength: 2, maxLength: 8 })
	.map((ends) => ends.sort((a, b) => a - b))
	.map((ends) =>
		ends.flatMap((start, index) => {
			const end = ends[index + 1];
			return index % 2 === 1 || end === undefined ? [] : [{ startTime: timeOfDay(start), endTime: timeOfDay(end) }];
		}),
	)
	.chain((list) => fc.shuffledSubarray(list, { minLength: 1, maxLength: list.length }));

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Alternatives for properties that depend on each other. */
const start = fc.oneof(
	fc.constant({ startType: "IMMEDIATE" }),
	future.map((at) => ({ startType: "SCHEDULE", taskStartTime: at * 1000 })),
	future.map((at) => ({ startType: "SCHEDULE", taskStartTime: new Date(at * 1000).toISOString() })),
);
const retry = fc.oneof(
	fc.constant({}),
	fc.constant({ missCallRetry: false }),
	fc.record({
		missCallRetry: fc.constant(true),
		callRetryReason: optional(fc.uniqueArray(fc.constantFrom(...retryReasons), { minLength: 1 })),
		callRetryTimes: optional(fc.integer({ min: 1, max: 3 })),
		callRetryInterval: optional(fc.integer({ min: 1, max: 720 })),
	}),
);
const speaker = fc.oneof(
	fc.record({ source: optional(fc.constant(0)), agentId: digits, virtualNumber: line }),
	fc.record({
		source: fc.constant(1),
		applicationCode: code,
		phoneType: optional(fc.constant(0)),
		virtualNumber: line,
	}),
	fc.record({
		source: fc.constant(1),
		applicationCode: code,
		phoneType: fc.constant(1),
		lineEncoding: code,
		linePhoneNum: line,
		virtualNumber: optional(line),
	}),
);
const expiry = fc.oneof(
	fc.constant({}),
	fc.constant({ callExpireType: 0 }),
	fc.integer({ min: 1, max: 1_000_000 }).map((callExpireMinutes) => ({ callExpireType: 1, callExpireMinutes })),
	future.map((at) => ({ callExpireType: 2, callExpireDate: localOf(at * 1000) })),
);

/** Properties whose values are drawn above and below; the others have a meaning by themselves. */
const drawn: readonly Property[] = [
	...(["taskName", "callDay", "callTime", "callableTime", "taskCps", "startType", "taskStartTime"] as const),
	...(["missCallRetry", "callRetryReason", "callRetryTimes", "callRetryInterval"] as const),
	...(["source", "agentId", "virtualNumber", "applicationCode", "phoneType", "lineEncoding", "linePhoneNum"] as const),
	...(["callExpireType", "callExpireMinutes", "callExpireDate"] as const),
];
const others = [...taskDefinition.properties].filter(
	([name, { ours, onlyWhen }]) => !ours && onlyWhen === undefined && !drawn.includes(name),
);

const valid: fc.Arbitrary<Values> = fc
	.tuple(
		fc.record(
			Object.fromEntries(others.map(([name]) => [name, optional(fc.constantFrom(...expectedProperties[name].values))])),
		),
		fc.record({
			taskName: name,
			callDay: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
			callTime: windows,
			callableTime: optional(windows),
			taskCps: optional(fc.integer({ min: 1, max: 500 })),
		}),
		start,
		retry,
		speaker,
		expiry,
	)
	.map((parts) => present(Object.assign({}, ...parts)));

/** The definition without undefined values. */
function present(definition: Values): Values {
	return Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== undefined));
}

const reversed = (value: unknown) => (Array.isArray(value) ? [...value].reverse() : value);

/** The same task in another form: lists reversed, defaults left out, the start in another notation. */
function sameMeaning(definition: Values): Values {
	const { taskStartTime } = definition;
	const lists = ["callDay", "callTime", "callableTime", "callRetryReason"];
	const unset: Values = { source: 0, missCallRetry: false };
	return present(
		Object.fromEntries(
			Object.entries(definition).map(([property, value]) => {
				if (lists.includes(property)) return [property, reversed(value)];
				if (property in unset && unset[property] === value) return [property, undefined];
				if (property === "callExpireDate") return [property, `${String(value).replace(" ", "t")}+08:00`];
				if (property !== "taskStartTime") return [property, value];
				return [
					property,
					typeof taskStartTime === "number"
						? localOf(taskStartTime).replace(" ", "T").concat("+08:00")
						: Date.parse(String(taskStartTime)),
				];
			}),
		),
	);
}

export const generated = { valid, sameMeaning };
