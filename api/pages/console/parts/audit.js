// The shop's audit log with the proof that nothing of it was changed.
import { call, withQuery } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { attempt, failed } from "/console/messages.js";
import { t } from "/console/preferences.js";
import { nameOf } from "/console/parts/people.js";

const STEP = 50;

/** The panel. */
export function auditPanel({ signal }) {
  const body = h("tbody", {});
  const verdict = h("span", { role: "status" });
  const more = h("button", { type: "button", on: { click: () => load() } }, t("inbox.more"));
  const act = h("input", { maxlength: 40, pattern: "[a-z_.]*", "aria-label": t("audit.act"), placeholder: t("audit.act") });
  let before = null;

  async function load(anew = false) {
    if (anew) {
      before = null;
      replace(body);
    }
    try {
      const { entries } = await call("GET", withQuery("/v1/audit", { before, act: act.value, limit: STEP }), undefined, signal);
      const names = await Promise.all(entries.map((entry) => nameOf(entry.actor)));
      entries.forEach((entry, index) => body.append(h("tr", {}, h("td", { class: "number" }, entry.seq), h("td", {}, moment(entry.at)), h("td", {}, names[index]),
        h("td", {}, entry.act), h("td", { class: "small" }, entry.subject), h("td", { class: "small" }, Object.entries(entry.detail).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ")))));
      before = entries.at(-1)?.seq ?? before;
      more.hidden = entries.length < STEP;
    } catch (problem) {
      if (problem.name !== "AbortError") replace(body, h("tr", {}, h("td", { colspan: 6 }, failed(problem, () => load(true)))));
    }
  }

  const check = () => attempt(async () => {
    const found = await call("GET", "/v1/audit/check", undefined, signal);
    verdict.className = `chip ${found.unbroken ? "good" : "danger"}`;
    verdict.textContent = found.unbroken ? t("audit.unbroken") : t("audit.broken", { seq: found.first_break });
  });
  load();
  return h("section", { class: "panel stack" }, h("div", { class: "row" }, h("h2", { class: "grow" }, t("audit.title")), verdict, h("button", { type: "button", on: { click: check } }, t("audit.check"))),
    h("form", { class: "row", on: { submit: (event) => { event.preventDefault(); load(true); } } }, h("div", { class: "grow" }, act), h("button", { type: "submit" }, t("search"))),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("audit.title") }, h("table", { class: "audit" }, h("thead", {}, h("tr", {}, ["seq", "at", "actor", "what", "subject", "detail"].map((key) => h("th", { scope: "col" }, t(`audit.${key}`))))), body)), more);
}
