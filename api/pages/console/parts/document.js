// One document: its generations, what changed between two of them, its chunks, going back.
import { call, part, withQuery } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { attempt, inWords } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { confirmed } from "/console/parts/confirmed.js";
import { standing, validity } from "/console/pages/knowledge.js";

const STEP = 20;

/** Show the page of a document. */
export async function documentDetail(root, { id, signal, isAdmin }) {
  const path = `/v1/documents/${part(id)}`;
  const [document, { generations }] = await Promise.all([call("GET", path, undefined, signal), call("GET", `${path}/generations`, undefined, signal)]);
  const again = () => documentDetail(root, { id, signal, isAdmin });
  const changes = h("div", {});
  const chunks = chunkBrowser(path, generations, document.generation, signal);

  const compare = (before, after) => attempt(async () => drawDifference(changes, await call("GET", withQuery(`${path}/difference`, { before, after }), undefined, signal)));
  const goBack = (generation) => attempt(() => call("POST", `${path}/rollback`, { generation }), t("document.rolled_back")).then(again);
  const remove = () => attempt(() => call("DELETE", path), t("document.deleted")).then(() => { location.hash = "#/knowledge"; });

  replace(root,
    h("header", {}, h("a", { class: "button", href: "#/knowledge" }, "← ", t("nav.knowledge")), h("h1", { class: "grow" }, document.name), standing(document),
      isAdmin && document.status !== "deleted" ? confirmed("danger", t("document.delete"), remove) : null),
    h("section", { class: "panel" }, h("dl", { class: "facts" },
      [["knowledge.title", document.title], ["knowledge.audience", named("audience", document.audience)], ["knowledge.validity", validity(document)],
        ["document.supersedes", document.supersedes.join("、")], ["document.superseded_by", document.superseded_by], ["document.reason", document.reason]]
        .filter(([, value]) => value).map(([key, value]) => [h("dt", {}, t(key)), h("dd", { class: "pre" }, value)]))),
    h("section", { class: "panel" }, h("h2", {}, t("document.generations")), generations.length ? h("div", { class: "scroll" }, h("table", {},
      h("thead", {}, h("tr", {}, ["knowledge.generation", "knowledge.chunks", "knowledge.updated", "knowledge.standing", "document.what"].map((key) => h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, generations.map((each) => h("tr", {}, h("td", {}, each.generation), h("td", {}, each.chunks), h("td", {}, moment(each.created_at)),
        h("td", {}, each.live ? h("span", { class: "chip good" }, t("document.live")) : ""),
        h("td", {}, h("div", { class: "row" }, each.live ? "" : [
          h("button", { type: "button", on: { click: () => compare(each.generation, document.generation) } }, t("document.compare")),
          isAdmin ? confirmed("", t("document.rollback"), () => goBack(each.generation)) : null]))))))) : h("p", { class: "quiet" }, t("document.no_generations")), changes),
    chunks);
}

function drawDifference(place, found) {
  const list = (title, chunks, tag) => (chunks.length ? [h("h3", {}, `${title} (${chunks.length})`), chunks.map((chunk) => h("p", { class: "pre small" }, h(tag, {}, chunk.text)))] : null);
  replace(place, h("h3", {}, t("document.difference", { before: found.before, after: found.after, unchanged: found.unchanged })),
    list(t("document.removed"), found.removed, "del"), list(t("document.added"), found.added, "ins"));
}

function chunkBrowser(path, generations, live, signal) {
  const list = h("ol", { class: "plain" });
  const more = h("button", { type: "button", on: { click: () => load(false) } }, t("inbox.more"));
  const choice = h("select", { "aria-label": t("document.generation_choice"), on: { change: () => load(true) } },
    generations.map((each) => h("option", { value: each.generation, selected: each.generation === live }, t("passage.generation", { generation: each.generation }))));
  let offset = 0;

  async function load(anew) {
    if (!generations.length) return;
    if (anew) {
      offset = 0;
      replace(list);
    }
    try {
      const { chunks } = await call("GET", withQuery(`${path}/chunks`, { generation: choice.value, offset, limit: STEP }), undefined, signal);
      offset += chunks.length;
      for (const chunk of chunks) list.append(drawChunk(chunk));
      more.hidden = chunks.length < STEP;
    } catch (problem) {
      if (problem.name !== "AbortError") replace(list, h("li", { class: "notice danger" }, inWords(problem)));
    }
  }

  load(true);
  return h("section", { class: "panel" }, h("div", { class: "row" }, h("h2", { class: "grow" }, t("document.chunks")), h("div", {}, choice)), list, more);
}

function drawChunk(chunk) {
  return h("li", { class: "suggestion" }, h("div", { class: "quiet small" }, `#${chunk.ordinal} · ${chunk.section || chunk.title}${chunk.page ? ` · ${t("passage.page", { page: chunk.page })}` : ""} · ${chunk.tokens} tokens`),
    chunk.question ? h("strong", {}, chunk.question) : null, h("div", { class: "pre" }, chunk.text));
}
