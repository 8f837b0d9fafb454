import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { runCommand } from "../../../../tools/setup/command";

export interface OpenBrowser {
	readonly browser: Browser;
	/** For pages; deleted by `close`. */
	readonly folder: string;
	close(): Promise<void>;
}

/**
 * Starts the browser of `@sparticuz/chromium`: a Chromium for Linux on x64 with the libraries and a font that it needs,
 * so that nothing has to be installed on the machine. Elsewhere `TEST_BROWSER` names a Chromium.
 */
export async function openBrowser(): Promise<OpenBrowser> {
	const folder = mkdtempSync(join(tmpdir(), "pulumi-aiccs-browser-"));
	try {
		const own = process.env.TEST_BROWSER;
		const browser = await chromium.launch({
			...(own === undefined ? await unpacked(folder) : { executablePath: own }),
			args,
		});
		const close = async () => {
			await browser.close();
			rmSync(folder, { recursive: true, force: true });
		};
		return { browser, folder, close };
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
}

/** Without a sandbox, because tests may run as root; with graphics in software; without /dev/shm, which may be small. */
const args = [
	...["--no-sandbox", "--no-zygote", "--disable-dev-shm-usage", "--font-render-hinting=none"],
	...["--in-process-gpu", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
];

async function unpacked(folder: string) {
	if (process.platform !== "linux" || process.arch !== "x64") {
		throw new Error(
			`The browser for tests runs on Linux on x64 only, and this is ${process.platform} on ${process.arch}. Set TEST_BROWSER to the path of a Chromium.`,
		);
	}
	const script = `require(${JSON.stringify(require.resolve("@sparticuz/chromium"))}).executablePath().then((path) => process.stdout.write(path))`;
	// The package unpacks into the folder for temporary files, and its libraries only where it believes to be on AWS.
	const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
	const { exitCode, stdout, output } = await runCommand(process.execPath, ["-e", script], { env });
	if (exitCode !== 0) throw new Error(`The browser could not be unpacked: ${output}`);
	const fonts = join(folder, "fonts");
	writeFileSync(
		join(fonts, "fonts.conf"),
		`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
	);
	const libraries = join(folder, "al2023", "lib");
	return {
		executablePath: stdout,
		env: { ...process.env, HOME: folder, FONTCONFIG_PATH: fonts, LD_LIBRARY_PATH: libraries },
	};
}
