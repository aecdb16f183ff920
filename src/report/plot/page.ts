import { escapeMarkup as escaped } from '../review/markup.ts'
import { plotStyle } from './svg.ts'

/** A page that needs nothing from anywhere: a heading, a line below it, and what is inside, which is markup already. */
export function pageOf(title: string, line: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}${plotStyle}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1><p>${escaped(line)}</p></header>
<main>
${body}
</main>
</body>
</html>
`
}

const style = `
:root{--back:#fff;--ink:#1c2024;--soft:#60646c;--line:#e2e4e8;--card:#f8f9fa}
@media (prefers-color-scheme:dark){:root{--back:#15171a;--ink:#e8eaed;--soft:#9aa0a8;--line:#2c3036;--card:#1c1f23}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header{border-bottom:1px solid var(--line);padding:14px max(20px,calc(50vw - 480px))}
main{padding:8px max(20px,calc(50vw - 480px)) 60px}
h1{font-size:20px;margin:0}h2{font-size:16px;margin:0 0 4px;overflow-wrap:anywhere}
header p,.soft{margin:2px 0;color:var(--soft);overflow-wrap:anywhere}
section{border:1px solid var(--line);border-radius:8px;background:var(--card);padding:14px 18px;margin:18px 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:10px 0 0}dt{color:var(--soft)}dd{margin:0}
table{border-collapse:collapse;font-size:14px;margin:8px 0}th,td{text-align:left;padding:3px 18px 3px 0;vertical-align:top}th{color:var(--soft);font-weight:500}
pre{overflow-x:auto;font:13px/1.5 ui-monospace,monospace;background:var(--back);border:1px solid var(--line);border-radius:6px;padding:8px 12px}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}
`
