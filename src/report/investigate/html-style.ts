/** How the page looks: in the light and in the dark, on a screen, a phone and on paper. */
export const pageStyle = `
:root{color-scheme:light dark;--back:#fff;--ink:#1c2024;--soft:#60646c;--line:#e2e4e8;--card:#f8f9fa;--wrong:#b3261e;--wrongback:#fdf1ef;--calm:#1a7f4b;--calmback:#eef8f2;--shows:#b25b00;--addback:#e6f6ec;--delback:#fdeceb}
@media (prefers-color-scheme:dark){:root{--back:#131518;--ink:#e8eaed;--soft:#9aa0a8;--line:#2c3036;--card:#1b1e22;--wrong:#ff8a80;--wrongback:#2a1817;--calm:#63d29a;--calmback:#14251c;--shows:#ffb55c;--addback:#12291c;--delback:#331b1a}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
header{padding:26px max(20px,calc(50vw - 490px)) 20px;border-bottom:1px solid var(--line)}
header.wrong{background:var(--wrongback);border-top:4px solid var(--wrong)}header.calm{background:var(--calmback);border-top:4px solid var(--calm)}
main{padding:18px max(20px,calc(50vw - 490px)) 70px}
h1{font-size:24px;line-height:1.25;margin:0 0 6px}
header p{margin:2px 0}.lead{font-size:17px}
h2{font-size:16px;margin:0 0 8px}h3{font-size:14px;margin:14px 0 2px}h3 span{color:var(--soft);font-weight:400}
.soft{color:var(--soft)}
section{margin:26px 0}
section p{margin:4px 0}
ul,ol{margin:0;padding-left:22px}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
.way{list-style:none;display:flex;flex-wrap:wrap;align-items:stretch;gap:10px 0;padding:0;margin:8px 0 26px}
.way .card{border:1px solid var(--line);border-left:4px solid var(--soft);border-radius:8px;background:var(--card);padding:9px 14px;min-width:150px;display:flex;flex-direction:column}
.way .card b{font-size:15px}.way .card span{color:var(--soft);font-size:13px}.way .card strong{font-size:14px;font-weight:600}
.way .cause{border-left-color:var(--wrong);box-shadow:0 0 0 1px var(--wrong)}.way .cause strong{color:var(--wrong)}
.way .shows{border-left-color:var(--shows)}.way .calm{border-left-color:var(--calm)}.way .unseen{border-style:dashed}
.way .arrow{display:flex;flex-direction:column;justify-content:center;align-items:center;padding:0 6px;max-width:150px}
.way .arrow path{fill:none;stroke:var(--soft);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.way .arrow span{color:var(--soft);font:11px ui-monospace,monospace;text-align:center;overflow-wrap:anywhere}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:4px 26px}
.plots>div{min-width:0}
.suspects{list-style:none;padding:0}.suspects li{margin:0 0 10px}.suspects p{margin:0}
.bar{display:inline-block;width:120px;height:7px;border-radius:4px;background:var(--line);overflow:hidden;vertical-align:middle}.bar i{display:block;height:100%;background:var(--wrong)}
article{border:1px solid var(--line);border-radius:8px;background:var(--card);padding:12px 16px}
.change{margin:0 0 6px}
.sure{border:1px solid currentColor;border-radius:999px;padding:0 8px;font-size:12px;color:var(--soft)}.sure.likely{color:var(--wrong)}.sure.possible{color:var(--shows)}
.less{list-style:none;padding:0}.less li{margin:6px 0}
.place{font:12px ui-monospace,monospace;color:var(--soft)}
pre{margin:4px 0 10px;font:13px/1.6 ui-monospace,monospace;border:1px solid var(--line);border-radius:6px;overflow-x:auto;background:var(--back)}
pre del,pre ins{display:block;text-decoration:none;padding:0 12px;white-space:pre}pre del{background:var(--delback)}pre ins{background:var(--addback)}
pre i{display:inline-block;min-width:3.2em;color:var(--soft);font-style:normal;user-select:none}pre del i::after{content:' −'}pre ins i::after{content:' +'}
table{border-collapse:collapse;font-size:14px}td,th{text-align:left;vertical-align:top;padding:3px 18px 3px 0}th{color:var(--soft);font-weight:500}
tr.error code,tr.fatal code{color:var(--wrong)}
dl{margin:0}dt code{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:3px 9px;display:inline-block}dd{margin:2px 0 10px;color:var(--soft)}
.chip{display:inline-block;border:1px solid var(--line);border-radius:999px;padding:1px 10px;margin:2px 0;font-size:13px}
details{margin:26px 0;color:var(--soft)}.wide{overflow-x:auto}summary{cursor:pointer}
@media print{header{background:none!important}}
`
