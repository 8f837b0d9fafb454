/** The style of the page. No selector depends on a script, and nothing is loaded. */
export const style = `
:root {
	color-scheme: light dark;
	--page: #ffffff; --panel: #f6f7f9; --text: #1b2027; --muted: #56606c; --line: #dde2e8; --link: #0b57b7;
	--error: #b3261e; --error-panel: #fdf1f0; --warning: #7d4e00; --warning-panel: #fdf6e7; --ready: #176b33; --ready-panel: #eef8f1;
	--level1: #dbe8fb; --on1: #17386b; --level2: #b4d0f6; --on2: #0f2d5c; --level3: #86b2ee; --on3: #081f45;
	--level4: #2f66bd; --on4: #ffffff; --level5: #173f85; --on5: #ffffff;
}
@media (prefers-color-scheme: dark) {
	:root {
		--page: #101419; --panel: #181d24; --text: #e4e8ed; --muted: #a0aab6; --line: #2c343e; --link: #8ab8ff;
		--error: #ffa198; --error-panel: #2b1817; --warning: #f0c36d; --warning-panel: #292010; --ready: #86d9a0; --ready-panel: #13251a;
		--level1: #1b2c47; --on1: #d3e3fb; --level2: #24426f; --on2: #e2edfd; --level3: #335f9f; --on3: #ffffff;
		--level4: #7fb0f2; --on4: #06152b; --level5: #c3dcfd; --on5: #06152b;
	}
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
main { max-width: 1120px; margin: 0 auto; padding: 40px 32px 64px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 16px; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 20px; line-height: 1.3; margin: 48px 0 14px; letter-spacing: -0.005em; }
h3 { font-size: 15px; margin: 20px 0 8px; }
p { margin: 0 0 8px; max-width: 92ch; }
a { color: var(--link); text-underline-offset: 3px; text-decoration-thickness: 1px; }
code, .place { font: 0.86em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace; }
.place { color: var(--muted); }
.name { font-weight: 600; unicode-bidi: isolate; }
.muted { color: var(--muted); }
header { border-left: 5px solid var(--ready); background: var(--ready-panel); border-radius: 0 10px 10px 0; padding: 22px 24px 16px; }
header.errors { border-color: var(--error); background: var(--error-panel); }
header.warnings { border-color: var(--warning); background: var(--warning-panel); }
header .lead { font-size: 18px; line-height: 1.5; font-weight: 500; }
nav { margin-top: 12px; display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 15px; }
ul.findings { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
ul.findings li { border-left: 4px solid var(--warning); background: var(--warning-panel); border-radius: 0 8px 8px 0; padding: 10px 16px; }
ul.findings li.error { border-color: var(--error); background: var(--error-panel); }
.severity { font-weight: 600; color: var(--warning); }
.error > .about > .severity { color: var(--error); }
.about { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: baseline; }
ul.findings p { margin: 2px 0 0; max-width: none; }
.badge { display: inline-block; min-width: 84px; text-align: center; font-size: 13px; font-weight: 600; line-height: 1.7; padding: 0 9px; border-radius: 20px; border: 1px solid currentColor; color: var(--link); }
.badge.create, .badge.adopt { color: var(--ready); }
.badge.replace { color: var(--warning); }
.badge.destroy { color: var(--error); }
.badge.none { color: var(--muted); }
table { border-collapse: collapse; width: 100%; font-size: 15px; line-height: 1.45; }
th { text-align: left; font-weight: 600; vertical-align: top; }
thead th { color: var(--muted); font-size: 13px; padding: 0 14px 8px 0; }
td, tbody th { padding: 10px 14px 10px 0; border-top: 1px solid var(--line); vertical-align: top; }
table.campaigns td.number .whole { margin: 0; }
table.campaigns td:nth-child(5), table.campaigns td:nth-child(6) { overflow-wrap: break-word; }
td.number { font-variant-numeric: tabular-nums; }
table.campaigns td:nth-child(1) { width: 112px; }
table.campaigns td:nth-child(4) { min-width: 180px; }
table.changes td, table.changes th { padding-right: 20px; }
table.changes th { font-weight: 400; width: 38%; }
table.changes .to { font-weight: 600; }
.whole { white-space: nowrap; }
table.campaigns td .whole { display: inline-block; margin-right: 6px; }
table.campaigns td:nth-child(2), table.campaigns td:nth-child(3) { min-width: 120px; }
thead th { overflow-wrap: break-word; }
table.rows th { width: 64px; }
svg.strip { display: block; margin-top: 6px; max-width: 240px; }
svg.strip rect { fill: var(--level4); }
svg.strip rect.track { fill: var(--line); }
svg.strip line { stroke: var(--page); stroke-width: 1; }
figure { margin: 16px 0 0; }
figcaption { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; margin: 14px 0 0; font-size: 14px; color: var(--muted); }
.swatch { border-radius: 5px; padding: 1px 10px; font-size: 13px; font-variant-numeric: tabular-nums; }
svg.week { display: block; padding-left: 52px; overflow: visible; font-size: 13px; }
svg.week line { stroke: var(--line); }
svg.week text { text-anchor: middle; fill: var(--text); font-variant-numeric: tabular-nums; }
svg.week .hour { text-anchor: end; font-size: 12px; fill: var(--muted); }
svg.week .day { font-weight: 600; }
svg.week rect { stroke: var(--page); stroke-width: 3; }
svg.week g text { font-weight: 600; }
svg.week g .times { font-weight: 400; font-size: 12px; }
${[1, 2, 3, 4, 5].map((level) => `.swatch.level${level} { background: var(--level${level}); color: var(--on${level}); }\nsvg.week .level${level} rect { fill: var(--level${level}); }\nsvg.week .level${level} text { fill: var(--on${level}); }`).join("\n")}
details { border: 1px solid var(--line); border-radius: 10px; margin: 0 0 10px; }
details > summary { cursor: pointer; padding: 11px 16px; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; border-radius: 10px; list-style: none; }
details > summary::-webkit-details-marker { display: none; }
details > summary::before { content: ""; width: 7px; height: 7px; border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(-45deg); align-self: center; flex: none; }
details[open] > summary::before { transform: rotate(45deg); }
details > summary:hover { background: var(--panel); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
details > .inside { padding: 4px 16px 16px; scroll-margin-top: 64px; }
details.plain { border: 0; margin: 12px 0 0; }
details.plain > summary { padding: 4px 0; color: var(--link); }
ul.remarks { margin: 10px 0 0; padding-left: 20px; color: var(--muted); font-size: 15px; }
ul.remarks .drift { color: var(--warning); }
.list > .about { margin-bottom: 6px; }
.list { margin-top: 16px; padding-top: 12px; border-top: 1px solid var(--line); }
footer { margin-top: 48px; color: var(--muted); font-size: 14px; }
@media (max-width: 920px) {
	table.campaigns thead, table.changes thead { display: none; }
	table.campaigns, table.campaigns tbody, table.campaigns tr, table.campaigns td { display: block; width: auto; }
	table.campaigns tr { border-top: 1px solid var(--line); padding: 12px 0; }
	table.campaigns td, table.campaigns td:nth-child(1) { border: 0; padding: 2px 0; width: auto; }
	table.campaigns td:nth-child(1), table.campaigns td:nth-child(2) { display: inline-block; margin-right: 10px; }
	table.campaigns td:empty { display: none; }
	table.campaigns td[data-label]::before { content: attr(data-label) ": "; color: var(--muted); }
	table.changes, table.changes tbody, table.changes tr, table.changes td, table.changes th { display: block; width: auto; }
	table.changes tr { border-top: 1px solid var(--line); padding: 8px 0; }
	table.changes td, table.changes th { border: 0; padding: 1px 0; }
	table.changes td[data-label]::before { content: attr(data-label) ": "; color: var(--muted); font-weight: 400; }
}
@media (max-width: 720px) {
	main { padding: 0 16px 48px; }
	header { margin: 0 -16px; border-left: 0; border-top: 5px solid var(--ready); border-radius: 0; padding: 18px 16px 12px; }
	h1 { font-size: 23px; }
	h2 { margin-top: 36px; }
	header .lead { font-size: 17px; }
	ul.findings li { padding: 10px 12px; }
	svg.week { padding-left: 42px; font-size: 12px; }
	svg.week .times { display: none; }
	svg.week rect { stroke-width: 2; }
}
@media print {
	:root { color-scheme: light; }
	main { max-width: none; padding: 0; }
	nav, details > summary::before { display: none; }
	details::details-content { content-visibility: visible; display: block; height: auto; }
	header, li, tr, figure { break-inside: avoid; }
	* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;
