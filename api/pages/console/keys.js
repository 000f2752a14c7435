// Keyboard: single keys outside of text fields, Ctrl+Enter and Escape everywhere.
import { h, replace } from "/console/dom.js";
import { t } from "/console/preferences.js";

const bound = new Set();
let leading = false;

function isTyping(target) {
  return target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
}

/**
 * Bind keys until the signal aborts. `table` is {key: [words, action]}; a key is a letter, "Enter", "Escape",
 * "Ctrl+Enter", or "g i" for two in a row. Later tables go before earlier ones.
 */
export function bindKeys(table, signal) {
  bound.add(table);
  signal.addEventListener("abort", () => bound.delete(table));
}

function nameOf(event) {
  return event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key;
}

addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  let name = nameOf(event);
  const everywhere = name === "Ctrl+Enter" || name === "Escape";
  if (!everywhere && (isTyping(event.target) || name.startsWith("Ctrl+"))) return;
  // Enter and Space on a button or link are its own.
  if (name === "Enter" && event.target.closest?.("a, button, summary")) return;
  if (leading) name = `g ${name}`;
  leading = !leading && name === "g";
  if (leading) return;
  for (const table of [...bound].reverse()) {
    if (!(name in table)) continue;
    event.preventDefault();
    table[name][1](event);
    return;
  }
});

/** Show what can be typed here. */
export function showKeys() {
  const rows = [...bound].flatMap((table) => Object.entries(table)).map(([key, [words]]) =>
    h("tr", {}, h("td", {}, h("kbd", {}, key)), h("td", {}, words)));
  const close = h("button", { type: "button", on: { click: () => dialog.close() } }, t("close"));
  const dialog = h("dialog", { "aria-label": t("keys.title") });
  replace(dialog, h("div", { class: "row" }, h("h2", { class: "grow" }, t("keys.title")), close), h("table", {}, h("tbody", {}, rows)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
