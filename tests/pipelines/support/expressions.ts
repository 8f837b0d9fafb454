export type Contexts = Readonly<Record<string, unknown>>;
/** Functions of `${{ }}` beyond the built-in ones, such as failure() and hashFiles(). */
export type Functions = Readonly<Record<string, (argument: string) => boolean | string>>;
export type Evaluate = (text: string, contexts: Contexts, functions: Functions) => string;

/** GitHub's own evaluator of `${{ }}`; an unknown name in it is an error. */
export async function githubExpressions(): Promise<Evaluate> {
	const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");
	const { reviver } = await import("@actions/expressions/data/reviver");
	const resultOf = (text: string, contexts: Contexts, functions: Functions) => {
		const definitions = Object.entries(functions).map(([name, answer]) => ({
			name,
			minArgs: 0,
			maxArgs: 1,
			call: (argument?: { coerceString(): string }) => {
				const value = answer(argument?.coerceString() ?? "");
				return typeof value === "boolean" ? new data.BooleanData(value) : new data.StringData(value);
			},
		}));
		const dictionary = new data.Dictionary(
			...Object.entries(contexts).map(([key, value]) => ({ key, value: JSON.parse(JSON.stringify(value), reviver) })),
		);
		const tree = new Parser(new Lexer(text).lex().tokens, Object.keys(contexts), definitions).parse();
		const byName = new Map(definitions.map((one) => [one.name.toLowerCase(), one]));
		return new Evaluator(tree, dictionary, byName).evaluate().coerceString();
	};
	return (text, contexts, functions) =>
		text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => resultOf(expression, contexts, functions));
}
