/** The style sheet of the report: one column, one ink, and a colour only where it says something. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #21201d; --muted: #6d6a62; --rule: #e3dfd6; --wash: #f3f0e9;
  --good: #9fb8ab; --good-ink: #2f6b4f; --zero: #e4e0d6; --bad: #c22f1b; --warn: #a86a08; --flip: #e0a030; --past: #a8a295;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, Georgia, "DejaVu Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --ink: #e8e4dc; --muted: #9b968b; --rule: #34312c; --wash: #201e1b;
    --good: #55786a; --good-ink: #8cc3a7; --zero: #2c2a26; --bad: #ff6b52; --warn: #e5a744; --flip: #d49a35; --past: #6a655b;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); -webkit-text-size-adjust: 100%; }
body { max-width: 46rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; overflow-wrap: break-word; }
bdi { overflow-wrap: anywhere; }
h1, h2, h3, h4 { font-family: var(--serif); font-weight: 600; line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2.5rem; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.5rem; margin: 0 0 1rem; }
h3, h4 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
p { margin: 0 0 0.75rem; }
section { margin-top: 3.25rem; }
article + article { margin-top: 2.5rem; }
article > h3:first-child { margin-top: 0; }
.kind, .when, .lead, footer, figcaption, .place code, .jet { color: var(--muted); }
.kind { font-size: 0.8rem; letter-spacing: 0.08em; text-transform: uppercase; margin: 0 0 0.25rem; }
.when { margin: 0.25rem 0 0; }
.name, code { font-family: var(--mono); font-size: 0.88em; }
h3 .name { font-size: 0.92em; font-weight: 600; }
.verdict { margin-top: 2rem; padding: 0.25rem 0 0.25rem 1.25rem; border-left: 4px solid var(--good-ink); }
.verdict h2 { font-size: 1.75rem; margin-bottom: 0.4rem; color: var(--good-ink); }
.verdict p { margin: 0; }
.verdict.warning { border-color: var(--warn); } .verdict.warning h2 { color: var(--warn); }
.verdict.bad { border-color: var(--bad); } .verdict.bad h2 { color: var(--bad); }
strong { font-weight: 600; color: var(--bad); }
dl { margin: 0; border-top: 1px solid var(--rule); }
dl div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 1rem; padding: 0.45rem 0; border-bottom: 1px solid var(--rule); }
dt { color: var(--muted); }
dd { margin: 0; }
.findings { list-style: none; margin: 1rem 0 1.25rem; padding: 0; }
.findings li { padding: 0.5rem 0; border-top: 1px solid var(--rule); }
.findings li:last-child { border-bottom: 1px solid var(--rule); }
.findings .error { box-shadow: inset 3px 0 0 var(--bad); padding-left: 0.9rem; }
.findings .warning { box-shadow: inset 3px 0 0 var(--warn); padding-left: 0.9rem; }
.place { display: block; font-size: 0.92em; }
.findings ul { list-style: none; margin: 0.15rem 0 0; padding: 0; }
.findings ul li { border: 0; padding: 0.1rem 0; }
.findings ul li:last-child { border: 0; }
.jet { font-size: 0.85em; white-space: nowrap; }
.wide { overflow-x: auto; margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 400; font-size: 0.85rem; color: var(--muted); }
.number { text-align: right; white-space: nowrap; }
td:first-child { min-width: 8rem; }
th:last-child, td:last-child { padding-right: 0; }
.map { margin: 1.75rem 0 0; }
.map > svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 0.9rem; font-size: 0.88rem; }
figcaption p { margin: 0 0 0.4rem; }
.legend, .stretches { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.4rem; }
.legend svg { width: 0.75rem; height: 0.75rem; vertical-align: -0.06rem; margin-right: 0.3rem; }
.stretches { display: block; columns: 15rem; margin-top: 0.75rem; padding-top: 0.6rem; border-top: 1px solid var(--rule); color: var(--ink); }
.cell.good { fill: var(--good); }
.cell.zero { fill: var(--zero); }
.cell.bad { fill: var(--bad); }
.cell.correctable { fill: var(--flip); }
.cell.past-owned { fill: none; stroke: var(--past); stroke-width: 1; }
.cell.missing { fill: none; stroke: var(--bad); stroke-width: 1; stroke-dasharray: 2 1; }
.cross { fill: none; stroke: var(--paper); stroke-width: 1.4; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: 0.85rem; }
@media (max-width: 34rem) {
  body { padding: 1.75rem 1.1rem 3rem; }
  h1 { font-size: 2rem; }
  .verdict h2 { font-size: 1.4rem; }
  dl div { grid-template-columns: 1fr; gap: 0; }
  dt { font-size: 0.85rem; }
  .wide table { min-width: 34rem; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --ink: #000; --muted: #444; --rule: #ccc;
    --good: #9fb8ab; --good-ink: #2f6b4f; --zero: #e4e0d6; --bad: #c22f1b; --warn: #a86a08; --flip: #e0a030; --past: #999;
  }
  html { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; }
  section { margin-top: 1.75rem; }
  h2, h3, h4 { break-after: avoid; }
  .verdict, figure, tr, dl div, .findings li { break-inside: avoid; }
  .wide { overflow: visible; }
}
`;
