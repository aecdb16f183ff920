/** How the page looks: in the light and in the dark, on a screen and on paper. */
export const style = `
:root{--back:#fff;--ink:#1c2024;--soft:#60646c;--line:#e2e4e8;--card:#f8f9fa;--mark:#fff3c4;--critical:#a1122d;--high:#c2410c;--medium:#a16207;--low:#1d6fb8;--info:#60646c;--undecided:#6d5bb3}
@media (prefers-color-scheme:dark){:root{--back:#15171a;--ink:#e8eaed;--soft:#9aa0a8;--line:#2c3036;--card:#1c1f23;--mark:#4a3f12;--critical:#ff7088;--high:#ff9a62;--medium:#e3b341;--low:#6cb6ff;--info:#9aa0a8;--undecided:#b3a4f5}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header{position:sticky;top:0;background:var(--back);border-bottom:1px solid var(--line);padding:14px max(20px,calc(50vw - 460px));z-index:1}
main{padding:8px max(20px,calc(50vw - 460px)) 60px}
h1{font-size:20px;margin:0}
.sum{margin:2px 0 10px;color:var(--soft)}
#filters{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.pill{display:inline-flex;gap:6px;align-items:center;border:1px solid var(--line);border-radius:999px;padding:3px 10px;cursor:pointer;font-size:13px}
.pill.critical{color:var(--critical)}.pill.high{color:var(--high)}.pill.medium{color:var(--medium)}.pill.low{color:var(--low)}.pill.info{color:var(--info)}.pill.undecided{color:var(--undecided)}
#search{flex:1;min-width:180px;padding:6px 10px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:inherit;font:inherit}
section{margin:28px 0 36px}
h2{font-size:17px;margin:0 0 4px}
h2 code{color:var(--soft);font-size:13px;font-weight:400}
.mark{color:var(--soft);text-transform:uppercase;font-size:12px;letter-spacing:.05em}
.mark.critical{color:var(--critical)}.mark.high{color:var(--high)}.mark.medium{color:var(--medium)}.mark.low{color:var(--low)}
.why{margin:0;color:var(--soft)}
.fix{margin:2px 0 10px}.fix b{color:var(--low)}
article{border:1px solid var(--line);border-radius:8px;padding:10px 14px;margin:10px 0;background:var(--card)}
article p{margin:4px 0}
h3{font-size:14px;margin:0;font-weight:600}
h3 details{display:inline-block;font-weight:400;color:var(--soft)}
summary{cursor:pointer}
figure{margin:8px 0}
.place{color:var(--soft);font:12px ui-monospace,monospace}
pre{margin:4px 0 0;overflow-x:auto;font:13px/1.5 ui-monospace,monospace;background:var(--back);border:1px solid var(--line);border-radius:6px;padding:6px 0}
pre span,pre mark{display:block;padding:0 10px;white-space:pre}
pre mark{background:var(--mark);color:inherit}
pre .n{display:inline-block;min-width:3.5em;padding:0 1em 0 0;color:var(--soft);text-align:right;user-select:none}
.by{color:var(--soft)}
.blast{margin:14px 0;border:1px solid var(--line);border-radius:8px;padding:8px 14px;background:var(--card);overflow-x:auto}
.blast table{border-collapse:collapse;font-size:13px}.blast th,.blast td{text-align:left;vertical-align:top;padding:3px 14px 3px 0}
.hops{margin:0;padding-left:20px}
.sections{margin:20px 0}.sections td{padding:2px 16px 2px 0}
.refs{color:var(--soft);font-size:13px}
[hidden]{display:none!important}
@media print{header{position:static}#filters{display:none}}
`

/** Shows what fits the boxes and the words; without it everything is shown. */
export const script = `
const form=document.getElementById('filters'),search=document.getElementById('search');
function show(){
  const kinds=new Set([...form.querySelectorAll('input[type=checkbox]:checked')].map(one=>one.value));
  const words=search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let any=false;
  for(const section of document.querySelectorAll('section')){
    let some=false;
    const head=section.querySelector('h2').textContent.toLowerCase();
    for(const one of section.querySelectorAll('article')){
      const text=head+one.textContent.toLowerCase();
      const fits=kinds.has(one.dataset.kind)&&words.every(word=>text.includes(word));
      one.hidden=!fits;
      some=some||fits;
    }
    section.hidden=!some;
    any=any||some;
  }
  document.getElementById('none').hidden=any;
}
form.addEventListener('input',show);
form.addEventListener('submit',event=>event.preventDefault());
show();
`
