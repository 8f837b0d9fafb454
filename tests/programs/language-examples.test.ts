import { skipBecause } from "../support/skip-because";
import { describeExample } from "./support/language-example";
import { pathOf } from "./support/languages";
import { openPython } from "./support/python";

describeExample("yaml", async () => ({ path: await pathOf("yaml") }));

describeExample("python", async (context) => {
	const python = await openPython();
	if ("unavailable" in python) return skipBecause(context, python.unavailable);
	return python;
});
