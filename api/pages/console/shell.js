// The frame around every page: navigation, connection, messages, keys; it shows the page that the address names.
import { call, Problem, setToken } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { bindKeys, showKeys } from "/console/keys.js";
import { follow, onConnection } from "/console/live.js";
import { attempt, failed } from "/console/messages.js";
import { currentLanguage, currentTheme, setLanguage, setTheme, t } from "/console/preferences.js";
import { PAGES, pageOf } from "/console/routes.js";

/** Open the console for a session. Returns how to close it. */
export function openShell(app, session) {
  const life = new AbortController();
  const context = { session, isAdmin: session.account.role === "admin", onChange: null, counts: {} };
  let page = null;
  let shown = null;
  const main = h("main", { id: "main", tabindex: "-1" });
  const nav = h("nav", { "aria-label": t("nav.label") });
  const connection = h("div", { id: "connection", class: "notice warn", role: "status", hidden: true }, t("connection.lost"));

  const drawNav = () => {
    const here = pageOf(location.hash).name;
    const links = PAGES.filter((each) => !each.hidden && (!each.admin || context.isAdmin)).map((each) =>
      h("a", { href: `#/${each.name}`, "aria-current": each.name === here || each.name === pageOf(location.hash).under ? "page" : null },
        h("span", {}, t(`nav.${each.name}`)), badge(context.counts[each.name])));
    replace(nav, h("div", { class: "brand" }, session.shop_name), links, person(session, drawNav, redraw));
  };

  async function show() {
    page?.abort();
    page = new AbortController();
    life.signal.addEventListener("abort", () => page.abort());
    context.onChange = null;
    const { name, argument, query } = pageOf(location.hash);
    drawNav();
    document.title = `${t(`nav.${name}`)} · ${session.shop_name}`;
    const root = h("div", { class: "stack" });
    replace(main, root);
    const signal = page.signal;
    let module;
    try {
      module = await import(PAGES.find((each) => each.name === name).module);
    } catch {
      if (!signal.aborted) replace(root, failed(new Problem(0, "offline", ""), loadAnew));
      return;
    }
    try {
      if (!signal.aborted) await module.show(root, { ...context, shared: context, argument, query, signal });
    } catch (problem) {
      if (signal.aborted || problem.name === "AbortError") return;
      if (problem.status === undefined) console.error(problem);
      replace(root, failed(problem, show));
    }
  }

  function redraw() {
    replace(app, h("a", { class: "skip", href: "#main", on: { click: (event) => { event.preventDefault(); main.focus(); } } }, t("skip")),
      connection, h("div", { class: "shell" }, nav, main), h("div", { id: "messages", "aria-live": "polite" }));
    connection.textContent = t("connection.lost");
    shown = show();
  }

  context.setCounts = (counts) => {
    Object.assign(context.counts, counts);
    drawNav();
  };
  addEventListener("hashchange", show, { signal: life.signal });
  onConnectionUntil(life.signal, (connected) => { connection.hidden = connected; });
  bindKeys(globalKeys(), life.signal);
  follow("/v1/inbox/events", { changed: () => context.onChange?.() }, life.signal, () => context.onChange?.());
  redraw();
  // The other pages too, so that each can say what is wrong when the connection is lost.
  shown.then(() => PAGES.forEach((each) => import(each.module).catch(() => {})));
  return () => life.abort();
}

// A browser keeps in mind that a module could not be had, and never asks for it again in the same document.
const loadAnew = () => attempt(async () => {
  await call("GET", "/v1/session");
  location.reload();
});

function onConnectionUntil(signal, listener) {
  const stop = onConnection(listener);
  signal.addEventListener("abort", stop);
}

function badge(count) {
  return count ? h("span", { class: "chip" }, count > 999 ? "999+" : count) : null;
}

function person(session, drawNav, redraw) {
  const other = currentLanguage() === "zh" ? "en" : "zh";
  const dark = currentTheme() === "dark";
  return h("div", { class: "person" },
    h("span", { class: "who small quiet" }, session.account.name),
    h("button", { type: "button", lang: other === "en" ? "en" : "zh-CN", on: { click: () => { setLanguage(other); redraw(); } } }, other === "en" ? "English" : "中文"),
    h("button", { type: "button", on: { click: () => { setTheme(dark ? "light" : "dark"); drawNav(); } } }, t(dark ? "theme.light" : "theme.dark")),
    h("button", { type: "button", on: { click: signOut } }, t("sign_out")));
}

async function signOut() {
  await attempt(() => call("DELETE", "/v1/session"));
  setToken("");
  location.hash = "";
  location.reload();
}

function globalKeys() {
  const go = (name) => [t(`nav.${name}`), () => { location.hash = `#/${name}`; }];
  return {
    "?": [t("keys.title"), showKeys],
    "g i": go("inbox"), "g a": go("approvals"), "g k": go("knowledge"),
    "g q": go("quality"), "g f": go("figures"), "g s": go("settings"),
  };
}
