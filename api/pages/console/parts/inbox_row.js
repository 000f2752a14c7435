// One conversation at a glance.
import { part } from "/console/api.js";
import { h } from "/console/dom.js";
import { duration, moment } from "/console/formats.js";
import { named, t } from "/console/preferences.js";

const TONES = { 1: "danger", 2: "warn", 3: "info", 4: "" };

/** A row of the inbox; the link opens it. */
export function inboxRow(row, page, session) {
  const isMine = row.held_by === session.account.staff_id;
  const verb = isMine ? "release" : row.held_by ? null : "claim";
  return h("li", { class: "panel", "data-id": row.conversation_id, "data-due": row.due_at, "data-since": row.waiting_since },
    h("a", { href: `#/conversation/${part(row.conversation_id)}` },
      h("span", { class: "row" },
        row.priority ? h("span", { class: `chip ${TONES[row.priority] ?? ""}` }, named("priority", row.priority)) : null,
        h("strong", {}, row.customer_id ?? t("visitor")),
        row.topic ? h("span", { class: "chip" }, named("topic", row.topic)) : null,
        h("span", { class: "chip" }, isMine ? t("mode.mine") : named("mode", row.mode))),
      h("span", { class: "last" }, row.last_speaker ? h("span", { class: "quiet" }, `${named("speaker", row.last_speaker)}：`) : null, row.last_text || t("no_text"))),
    h("span", { class: "times small" },
      h("span", { class: "clock chip" }),
      h("span", { class: "quiet" }, moment(row.updated_at, page.now))),
    verb ? h("button", { type: "button", "data-verb": verb }, t(verb)) : h("span", {}));
}

/** Set the clocks: how long somebody waits, and by when an answer is due. `page` carries the shop's clock. */
export function tick(list, page = null) {
  if (page) {
    list.dataset.now = page.now;
    list.dataset.read = String(performance.now());
    list.dataset.frozen = String(page.frozen);
  }
  const passed = list.dataset.frozen === "true" ? 0 : performance.now() - Number(list.dataset.read);
  const now = new Date(list.dataset.now).getTime() + passed;
  for (const item of list.querySelectorAll("li[data-id]")) {
    const clock = item.querySelector(".clock");
    clock.hidden = !item.dataset.since;
    if (!item.dataset.since) continue;
    const left = (new Date(item.dataset.due).getTime() - now) / 1000;
    const waited = duration((now - new Date(item.dataset.since).getTime()) / 1000);
    clock.textContent = left < 0 ? t("clock.late", { waited, late: duration(-left) }) : t("clock.left", { waited, left: duration(left) });
    clock.className = `clock chip ${left < 0 ? "danger" : left < 120 ? "warn" : "good"}`;
  }
}
