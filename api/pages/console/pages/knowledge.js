// The shop's documents: taking them in, looking into them, finding out why a passage is found.
import { call } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { bindKeys } from "/console/keys.js";
import { empty, failed } from "/console/messages.js";
import { bytes, moment } from "/console/formats.js";
import { named, t } from "/console/preferences.js";
import { documentDetail } from "/console/parts/document.js";
import { gapsPanel } from "/console/parts/gaps.js";
import { searchPanel } from "/console/parts/knowledge_search.js";
import { quarantinePanel } from "/console/parts/quarantine.js";
import { uploadPanel } from "/console/parts/upload.js";

export async function show(root, { argument, signal, isAdmin }) {
  if (argument) return documentDetail(root, { id: argument, signal, isAdmin });
  const table = h("div", {});
  const waiting = h("div", {});
  const search = searchPanel({ signal });
  const quarantine = quarantinePanel({ signal, isAdmin, done: load });

  async function load() {
    let documents;
    try {
      ({ documents } = await call("GET", "/v1/documents", undefined, signal));
    } catch (problem) {
      if (problem.name !== "AbortError") replace(table, failed(problem, load));
      return;
    }
    const held = documents.filter((document) => document.status === "quarantined" || document.status === "rejected");
    const rest = documents.filter((document) => !held.includes(document));
    replace(waiting, held.length ? h("section", { class: "panel" }, h("h2", {}, t("knowledge.quarantine")), h("p", { class: "quiet small" }, t("knowledge.quarantine.why")), drawTable(held, true)) : null);
    replace(table, rest.length ? h("section", { class: "panel" }, h("h2", {}, t("knowledge.documents")), drawTable(rest, false)) : empty(t("knowledge.empty")));
  }

  replace(root, h("header", {}, h("h1", {}, t("nav.knowledge"))),
    isAdmin ? uploadPanel({ signal, done: () => { load(); quarantine.load(); } }) : null,
    search.element, quarantine.element, gapsPanel({ signal, isAdmin, done: load }), waiting, table);
  bindKeys({ "/": [t("search"), () => search.focus()] }, signal);
  await load();
  return undefined;
}

function drawTable(documents, withReason) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("knowledge.documents") }, h("table", {},
    h("thead", {}, h("tr", {}, ["name", "standing", "audience", "validity", "generation", "chunks", "size", "updated"].map((key) =>
      h("th", { scope: "col", class: ["generation", "chunks", "size"].includes(key) ? "number" : null }, t(`knowledge.${key}`))))),
    h("tbody", {}, documents.map((document) => h("tr", {},
      h("td", {}, h("a", { href: `#/knowledge/${encodeURIComponent(document.document_id)}` }, document.name),
        withReason && document.reason ? h("div", { class: "small pre" }, document.reason) : null),
      h("td", {}, standing(document)),
      h("td", {}, named("audience", document.audience)),
      h("td", { class: "small" }, validity(document)),
      h("td", { class: "number" }, document.generation || "–"), h("td", { class: "number" }, document.chunks),
      h("td", { class: "number" }, bytes(document.size)), h("td", { class: "small" }, moment(document.updated_at)))))));
}

/** How a document stands today. */
export function standing(document) {
  const state = document.status === "live" ? document.standing ?? "in_force" : document.status;
  const tone = { in_force: "good", quarantined: "warn", rejected: "danger", expired: "danger", superseded: "warn" }[state] ?? "";
  return h("span", { class: `chip ${tone}`, title: document.superseded_by ?? null }, named("standing", state));
}

/** From when until when it holds. */
export function validity(document) {
  if (!document.effective_from && !document.expires_on) return t("knowledge.always");
  return `${document.effective_from ?? "…"} – ${document.expires_on ?? "…"}`;
}
