import assert from "node:assert/strict";
import { isApiError } from "../../provider/service/api-error";
import { queryAiCallDetailPage } from "../../provider/service/operations";
import { dataOf } from "../../provider/service/requests/answer";

describe("a page of callees", () => {
	function page(rows: string, code = "OK", success = true) {
		const body = `{"Code":"${code}","Success":${success},"Message":"m","Data":{"Total":1,"List":[${rows}]}}`;
		return dataOf(queryAiCallDetailPage, { status: 200, body, parameters: {} });
	}

	it("has exact ids, as texts and as numbers of 18 digits", () => {
		for (const quote of ['"', ""]) {
			const { List } = page(
				`{"DetailId":${quote}118923606797749981${quote},"BatchId":${quote}118823606797749983${quote},"BranchId":118212345678901234}`,
			);

			assert.equal(List?.[0]?.DetailId, "118923606797749981");
			assert.equal(List?.[0]?.BatchId, "118823606797749983");
		}
	});

	it("keeps small ids that are numbers", () => {
		assert.equal(page('{"DetailId":12,"BatchId":13}').List?.[0]?.DetailId, "12");
	});

	it("is a refusal where the service refuses", () => {
		const refused = (error: unknown) =>
			isApiError(error) && error.code === "InvalidParameter" && error.outcome === "refused";

		assert.throws(() => page("", "InvalidParameter", false), refused);
	});

	it("names the fields that differ", () => {
		const unusable = (error: unknown) => isApiError(error) && /List\.0\.DetailId/.test(error.message);

		assert.throws(() => page('{"DetailId":true}'), unusable);
	});
});
