/** How the page looks; light and dark by what the reader's system prefers. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #eef2f6; --card: #ffffff; --ink: #17212b; --soft: #5d6b79; --line: #d9e0e7; --accent: #2a7fc4; --on-accent: #ffffff;
  --chat: #dbe6ee; --mine: #e3fbd0; --theirs: #ffffff; --key: #ffffffc9; --key-ink: #1d5f97; --danger: #c0392b; --ok: #2e8b57; --toast: #17212b; --on-toast: #ffffff;
  --shadow: 0 10px 30px #17212b1f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e151c; --card: #17212b; --ink: #eef3f7; --soft: #93a4b4; --line: #263442; --accent: #4aa3e6; --on-accent: #06121c;
    --chat: #0f1a24; --mine: #2b5278; --theirs: #1f2c39; --key: #2a3a4acc; --key-ink: #a9d5fa; --danger: #ff7b6b; --ok: #5fd08d; --toast: #e6edf3; --on-toast: #17212b;
    --shadow: 0 10px 30px #00000066;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { height: 100%; }
body {
  margin: 0; height: 100%; display: flex; flex-direction: column; background: var(--page); color: var(--ink);
  font: 15px/1.4 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
h1, h2, p, ol { margin: 0; padding: 0; }
h1 { font-size: 1.05rem; white-space: nowrap; }
h2 { font-size: 1rem; }
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

.bar { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; padding: 12px 20px; }
.brand { display: flex; gap: 12px; align-items: center; }
.brand p { color: var(--soft); font-size: .88rem; }
.logo { width: 38px; height: 38px; flex: none; border-radius: 11px; background: linear-gradient(150deg, #45a5e6, #2069ab); position: relative; }
.logo::before, .logo::after { content: ''; position: absolute; left: 17px; width: 4px; border-radius: 2px; background: #fff; }
.logo::before { top: 8px; height: 23px; }
.logo::after { top: 2px; height: 20px; transform: rotate(62deg); }
.bar-actions { display: flex; gap: 14px; align-items: center; }
.status { color: var(--soft); font-size: .85rem; }
.status::before { content: ''; display: inline-block; width: 8px; height: 8px; margin-right: 6px; border-radius: 50%; background: var(--danger); }
.status.live::before { background: var(--ok); }
.plain, .primary { white-space: nowrap; border: 1px solid var(--line); border-radius: 10px; padding: 8px 14px; background: var(--card); }
.plain:hover { border-color: var(--accent); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.banner {
  display: flex; flex-wrap: wrap; gap: 10px; align-items: center; margin: 0 20px 12px; padding: 10px 14px;
  border: 1px solid var(--accent); border-radius: 12px; background: var(--card);
}
.banner-actions { display: flex; flex-wrap: wrap; gap: 8px; flex: 1; }

.phones {
  flex: 1; min-height: 0; display: flex; gap: 20px; padding: 4px 20px 20px; overflow-x: auto; scroll-snap-type: x proximity;
}
.phones::before, .phones::after { content: ''; margin: auto; }
.phone {
  position: relative; flex: 0 1 430px; min-width: min(340px, calc(100vw - 40px)); min-height: 0; display: flex; flex-direction: column; overflow: hidden;
  scroll-snap-align: center; border: 1px solid var(--line); border-radius: 22px; background: var(--card); box-shadow: var(--shadow);
}
.phone-head { display: flex; gap: 10px; align-items: center; padding: 10px 14px; border-bottom: 1px solid var(--line); }
.avatar {
  width: 40px; height: 40px; flex: none; display: grid; place-items: center; border-radius: 50%; color: #fff; font-weight: 600;
  background: hsl(var(--hue, 210) 55% 45%);
}
.who { flex: 1; min-width: 0; }
.name, .details { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.details { color: var(--soft); font-size: .82rem; }
.switch { display: flex; gap: 7px; align-items: center; color: var(--soft); font-size: .82rem; cursor: pointer; }
.switch input { position: absolute; opacity: 0; width: 34px; height: 20px; margin: 0; cursor: pointer; }
.track { width: 34px; height: 20px; border-radius: 10px; background: var(--line); position: relative; transition: background .15s; }
.track::after {
  content: ''; position: absolute; top: 2px; left: 2px; width: 16px; height: 16px; border-radius: 50%; background: #fff; transition: left .15s;
}
.switch input:checked + .track { background: var(--danger); }
.switch input:checked + .track::after { left: 16px; }
.switch input:focus-visible + .track { outline: 2px solid var(--accent); outline-offset: 2px; }

.chat { flex: 1; min-height: 0; overflow-y: auto; display: flex; flex-direction: column; padding: 14px 12px; background: var(--chat); }
.chat:focus-visible { outline-offset: -2px; }
.empty { margin: auto; padding: 10px 16px; border-radius: 14px; background: var(--card); color: var(--soft); text-align: center; max-width: 260px; }
.messages { list-style: none; display: flex; flex-direction: column; gap: 6px; margin-top: auto; }
.message { display: flex; flex-direction: column; max-width: 86%; align-self: flex-start; }
.message.person { align-self: flex-end; }
.bubble {
  padding: 7px 11px; border-radius: 14px 14px 14px 5px; background: var(--theirs); box-shadow: 0 1px 1px #0000001c;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
.person .bubble { border-radius: 14px 14px 5px 14px; background: var(--mine); }
.bubble pre, .bubble code { font: .88em/1.4 ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace; }
.bubble code { display: inline-block; max-width: 100%; padding: 1px 4px; border-radius: 5px; background: #7f8f9f2e; }
.bubble pre code { display: inline; }
.bubble pre { margin: 4px 0; padding: 8px; border-radius: 8px; background: #7f8f9f2e; overflow-x: auto; white-space: pre-wrap; }
.bubble blockquote { margin: 4px 0; padding: 2px 10px; border-left: 3px solid var(--accent); border-radius: 4px; background: #2a7fc414; }
.bubble a, .bubble .link { color: var(--accent); }
.bubble .command { padding: 0; border: 0; background: none; color: var(--accent); }
.person .command, .person .bubble a, .person .bubble .link { color: var(--key-ink); }
.bubble .command:hover { text-decoration: underline; }
.spoiler { border-radius: 4px; cursor: pointer; }
.spoiler:not(.open) { background: var(--soft); color: transparent; }
.reply { display: block; margin-bottom: 4px; padding-left: 8px; border-left: 3px solid var(--accent); color: var(--soft); font-size: .85em;
  overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
}
.time { float: right; margin: 6px 0 -3px 10px; color: var(--soft); font-size: .72rem; user-select: none; }
.buttons { display: flex; flex-direction: column; gap: 4px; margin-top: 4px; }
.buttons div, .keyboard div { display: flex; gap: 4px; }
.key {
  flex: 1; min-width: 0; padding: 8px 10px; border: 0; border-radius: 10px; background: var(--key); color: var(--key-ink); font-weight: 500;
  text-align: center; text-decoration: none; overflow-wrap: anywhere;
}
.key:hover { filter: brightness(1.08); }
.key[aria-busy='true'] { opacity: .6; }
.keyboard { display: flex; flex-direction: column; gap: 4px; padding: 8px 12px 0; }
.keyboard .key { border: 1px solid var(--line); }
.toast {
  position: absolute; left: 50%; bottom: 76px; max-width: 84%; padding: 9px 16px; border-radius: 12px; background: var(--toast); color: var(--on-toast); box-shadow: var(--shadow);
  transform: translate(-50%, 12px); opacity: 0; pointer-events: none; transition: opacity .2s, transform .2s; overflow-wrap: anywhere;
}
.toast.shown { opacity: 1; transform: translate(-50%, 0); }
.toast.bad { background: #a5281b; color: #fff; }
.composer { display: flex; gap: 8px; align-items: flex-end; padding: 10px 12px; border-top: 1px solid var(--line); }
.composer .text {
  flex: 1; max-height: 140px; padding: 9px 13px; resize: none; border: 1px solid var(--line); border-radius: 19px; background: var(--page);
}
.send { width: 40px; height: 40px; flex: none; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); font-size: 1rem; }
.start { margin: 10px 12px; padding: 11px; border: 0; border-radius: 12px; background: var(--accent); color: var(--on-accent); font-weight: 600; }

dialog { width: min(400px, calc(100vw - 32px)); padding: 20px; border: 1px solid var(--line); border-radius: 18px; background: var(--card); color: var(--ink); box-shadow: var(--shadow); }
dialog::backdrop { background: #0006; }
dialog form { display: flex; flex-direction: column; gap: 12px; }
dialog label { display: flex; flex-direction: column; gap: 4px; font-weight: 500; }
dialog small { color: var(--soft); font-weight: 400; }
dialog input { padding: 9px 11px; border: 1px solid var(--line); border-radius: 10px; background: var(--page); }
.dialog-actions { display: flex; gap: 10px; justify-content: flex-end; margin-top: 8px; }
.problem { color: var(--danger); }
.problem:empty { display: none; }
@media (max-width: 640px) {
  .bar { padding: 10px 14px; }
  .brand p { display: none; }
  .status { max-width: 14px; overflow: hidden; white-space: nowrap; }
  .bar { flex-wrap: nowrap; }
  .phones { gap: 12px; padding: 4px 12px 12px; scroll-snap-type: x mandatory; }
  .phone { flex-basis: calc(100vw - 24px); min-width: calc(100vw - 24px); border-radius: 18px; }
  .banner { margin: 0 12px 10px; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
