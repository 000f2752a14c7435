// A constructed sheet inside a shadow root: the shop's style-src needs no exception, and neither side's rules reach the other.
// Only logical sides (inline-start …), so that it mirrors itself on right-to-left pages.
const CSS = `
:host{all:initial;position:fixed;inset-block-end:20px;inset-inline-end:20px;z-index:2147483000;
 --ground:#fff;--text:#16211e;--quiet:#51605b;--line:#d3dad8;--soft:#eef2f1;--accent:#0b6b57;--on:#fff;--warn:#7a4b00;--warnbg:#fdeecb;
 font:15px/1.55 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--text)}
@media (prefers-color-scheme:dark){:host{--ground:#18201d;--text:#e6eeeb;--quiet:#a9b8b2;--line:#37443f;--soft:#222c29;--accent:#57c9ae;
 --on:#06231c;--warn:#ffd78a;--warnbg:#3d2f10}}
*{box-sizing:border-box;font:inherit;color:inherit}
[hidden]{display:none!important}
button{cursor:pointer;border:0;border-radius:8px;background:var(--accent);color:var(--on);padding:8px 14px;min-block-size:40px}
button:disabled{opacity:.55;cursor:default}
:focus-visible{outline:3px solid #4a8df8;outline-offset:2px}
.launch{border-radius:24px;padding:12px 20px;box-shadow:0 2px 10px rgb(0 0 0/.25)}
.launch .dot{display:inline-block;inline-size:10px;block-size:10px;border-radius:50%;background:#ffb300;margin-inline-start:8px}
.panel{display:flex;flex-direction:column;inline-size:min(380px,calc(100vw - 24px));block-size:min(600px,calc(100vh - 40px));
 background:var(--ground);border:1px solid var(--line);border-radius:12px;box-shadow:0 6px 30px rgb(0 0 0/.25);overflow:hidden}
header{display:flex;align-items:center;justify-content:space-between;gap:8px;padding:8px 8px 8px 16px;padding-inline:16px 8px;
 border-block-end:1px solid var(--line)}
h2{margin:0;font-size:16px;font-weight:600}
.plain{background:transparent;color:var(--text);padding:8px 12px}
.notice{margin:0;padding:6px 16px;background:var(--warnbg);color:var(--warn);font-size:13px}
.log{flex:1;overflow-y:auto;margin:0;padding:12px 16px;display:flex;flex-direction:column;gap:10px}
.line{max-inline-size:86%;align-self:flex-start}
.line.customer{align-self:flex-end}
.who{font-size:12px;color:var(--quiet);margin-inline:2px}
.who b{font-weight:600;border:1px solid var(--line);border-radius:4px;padding:0 4px;margin-inline-start:4px}
.text{background:var(--soft);border-radius:10px;padding:8px 12px;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.customer .text{background:var(--accent);color:var(--on)}
.pending .text{opacity:.75}
.event{align-self:center;font-size:13px;color:var(--quiet);margin:0}
details{font-size:13px;margin-block-start:4px;color:var(--quiet)}
summary{cursor:pointer;padding-block:2px}
details ul{margin:4px 0 0;padding-inline-start:18px}
blockquote{margin:2px 0 6px;color:var(--text);overflow-wrap:anywhere}
form{display:flex;align-items:flex-end;gap:6px;padding:10px 12px;border-block-start:1px solid var(--line)}
textarea{flex:1;min-inline-size:0;resize:none;border:1px solid var(--quiet);border-radius:8px;padding:8px 10px;background:var(--ground);block-size:44px}
fieldset{border:0;border-block-start:1px solid var(--line);margin:0;padding:8px 16px;display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;font-size:13px}
legend{float:inline-start;padding:0;margin-inline-end:6px}
fieldset label{display:inline-flex;gap:3px;align-items:center;min-block-size:24px}
fieldset input[type=text]{flex:1 1 120px;min-inline-size:0;border:1px solid var(--quiet);border-radius:6px;padding:4px 8px;background:var(--ground)}
fieldset button{min-block-size:32px;padding:4px 10px}
.sr{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

export function dress(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
}
