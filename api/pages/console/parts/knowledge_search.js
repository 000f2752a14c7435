// A search box that shows why a passage ranks where it does.
import { call } from "/console/api.js";
import { h, marked, replace } from "/console/dom.js";
import { inWords } from "/console/messages.js";
import { t } from "/console/preferences.js";
import { openPassage } from "/console/parts/passage.js";

/** The panel with `focus`. */
export function searchPanel({ signal }) {
  const field = h("input", { type: "search", maxlength: 500, "aria-label": t("find.title"), placeholder: t("find.placeholder") });
  const results = h("ol", { class: "plain", "aria-live": "polite" });

  async function search(event) {
    event.preventDefault();
    const query = field.value.trim();
    if (!query) return;
    try {
      const found = await call("POST", "/v1/search", { query, limit: 8 }, signal);
      replace(results, found.results.length ? found.results.map(draw) : h("li", { class: "quiet" }, t("find.nothing")));
    } catch (problem) {
      if (problem.name !== "AbortError") replace(results, h("li", { class: "notice danger", role: "alert" }, inWords(problem)));
    }
  }

  return {
    focus: () => field.focus(),
    element: h("section", { class: "panel stack" }, h("h2", {}, t("find.title")),
      h("form", { class: "row", on: { submit: search } }, h("div", { class: "grow" }, field), h("button", { type: "submit" }, t("search"))), results),
  };
}

function draw(result, place) {
  const shown = (text) => marked(text, placesOf(result.matched_terms, text));
  const rank = (value) => value ?? t("find.unranked");
  return h("li", { class: "suggestion" },
    h("div", { class: "row" }, h("span", { class: "chip info" }, `#${place + 1}`), h("strong", {}, shown(result.document)), h("span", { class: "quiet small" }, shown(result.section)),
      result.internal ? h("span", { class: "chip warn" }, t("audience.internal")) : null),
    result.question ? h("p", {}, h("strong", {}, shown(result.question))) : null,
    h("p", { class: "pre small" }, shown(result.text)),
    h("p", { class: "small quiet" }, t("find.why", { meaning: rank(result.vector_rank), words: rank(result.lexical_rank) }),
      result.matched_terms.length ? `${t("find.terms")}：${result.matched_terms.join("、")}` : t("find.no_terms")),
    h("div", { class: "scores small" }, score("find.score", result.score), score("find.meaning", result.vector_score), score("find.words", result.lexical_score),
      h("button", { type: "button", on: { click: () => openPassage({ ...result, quote: "" }) } }, t("passage.title"))));
}

function score(key, value) {
  return h("label", {}, h("span", {}, `${t(key)} ${value.toFixed(3)}`), h("meter", { min: 0, max: 1, value }));
}

/** Where the terms stand in the text, in code points. */
function placesOf(terms, text) {
  const folded = Array.from(text).map((letter) => letter.toLowerCase());
  return terms.flatMap((term) => {
    const wanted = Array.from(term.toLowerCase());
    return folded.flatMap((_, start) => (wanted.every((letter, at) => folded[start + at] === letter) ? [{ start, end: start + wanted.length }] : []));
  });
}
