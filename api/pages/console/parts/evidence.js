// What a turn rested on: passages, look-ups, the checks that failed.
import { call, part } from "/console/api.js";
import { h } from "/console/dom.js";
import { inWords } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { openPassage } from "/console/parts/passage.js";

/** Nodes for the evidence of a turn. */
export async function evidencePanel(turnId, signal) {
  let trace;
  try {
    ({ trace } = await call("GET", `/v1/turns/${part(turnId)}/trace`, undefined, signal));
  } catch (problem) {
    return h("p", { class: "quiet" }, problem.status === 404 ? t("approvals.no_evidence") : inWords(problem));
  }
  const { facts = [], passages = [], failures = [] } = trace;
  return [
    facts.map((fact) => h("article", { class: "suggestion" }, h("h3", {}, `${t("talk.looked_up")}：${named("tool", fact.tool)} ${fact.ref}`),
      h("ul", {}, fact.lines.map((line) => h("li", {}, line))))),
    passages.map((passage) => h("article", { class: "suggestion" }, h("h3", {}, `${passage.document} · ${passage.section}`),
      h("p", { class: "pre small" }, passage.text), h("div", {}, h("button", { type: "button",
        on: { click: () => openPassage({ ...passage, quote: passage.text }) } }, t("passage.title"))))),
    failures.length ? h("div", { class: "notice warn" }, h("strong", {}, t("approvals.failures")), h("ul", {}, failures.map((failure) => h("li", {}, failure.message)))) : null,
    facts.length + passages.length === 0 ? h("p", { class: "quiet" }, t("approvals.no_evidence")) : null,
  ];
}
