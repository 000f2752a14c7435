// Figures as tables that are drawn: every number stands in the page as text.
import { h } from "/console/dom.js";
import { duration, moment, percent, yuan } from "/console/formats.js";
import { named, t } from "/console/preferences.js";

const SHOWN = { seconds: duration, share: percent, fen: yuan, score: (value) => value.toFixed(1), count: String };

/** The indicators side by side. */
export function drawIndicators(indicators) {
  return h("ul", { class: "plain tiles" }, indicators.map((each) => h("li", { class: "tile" },
    h("span", { class: "quiet small" }, t(`indicator.${each.name}`)),
    h("strong", { class: "figure" }, each.value === null ? "–" : SHOWN[each.unit](each.value)),
    h("span", { class: "quiet small" }, each.value === null ? t(`indicator.none.${each.name}`) : t("figures.of", { count: each.of })))));
}

/** Intents by day: the darker the more turns; the mood stands beside the count. */
export function drawHeat(cells) {
  if (!cells.length) return h("p", { class: "quiet" }, t("figures.nothing"));
  const days = [...new Set(cells.map((cell) => cell.day))].sort();
  const totals = new Map();
  for (const cell of cells) totals.set(cell.intent, (totals.get(cell.intent) ?? 0) + cell.turns);
  const intents = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a));
  const most = Math.max(...cells.map((cell) => cell.turns));
  const at = new Map(cells.map((cell) => [`${cell.day} ${cell.intent}`, cell]));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("figures.topics") }, h("table", { class: "heat" },
    h("caption", {}, t("figures.topics.hint")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("figures.topic")), days.map((day) => h("th", { scope: "col" }, day.slice(5))))),
    h("tbody", {}, intents.map((intent) => h("tr", {}, h("th", { scope: "row" }, named("intent", intent)), days.map((day) => heatCell(at.get(`${day} ${intent}`), most)))))));
}

function heatCell(cell, most) {
  if (!cell) return h("td", { class: "heat-0" }, "");
  const step = Math.max(1, Math.ceil((cell.turns / most) * 4));
  return h("td", { class: `heat-${step}` }, cell.turns, " ", h("span", { class: `mood ${cell.sentiment < 2.5 ? "bad" : cell.sentiment > 3.5 ? "fine" : ""}` }, cell.sentiment.toFixed(1)));
}

/** What is asked most. */
export function drawClusters(clusters) {
  if (!clusters.length) return h("p", { class: "quiet" }, t("figures.nothing"));
  return h("ol", { class: "plain" }, clusters.slice(0, 12).map((cluster) => h("li", { class: "suggestion" },
    h("details", {}, h("summary", {}, h("strong", {}, cluster.question), " ", h("span", { class: "chip" }, t("figures.times", { count: cluster.count })),
      Object.entries(cluster.outcomes).map(([outcome, count]) => h("span", { class: "chip info" }, `${named("outcome", outcome)} ${count}`))),
    h("ul", {}, cluster.examples.map((example) => h("li", {}, example)))))));
}

/** Hours to come: how many conversations, how many people. */
export function drawForecast({ hours, based_on: basis }) {
  const most = Math.max(...hours.map((hour) => hour.expected), 0.001);
  return [h("p", { class: "quiet" }, t("figures.basis", { count: basis })),
    h("div", { class: "scroll forecast", tabindex: "0", role: "region", "aria-label": t("figures.forecast") }, h("table", {},
      h("thead", {}, h("tr", {}, ["hour", "expected", "people"].map((key) => h("th", { scope: "col", class: key === "people" ? "number" : null }, t(`figures.${key}`))))),
      h("tbody", {}, hours.map((hour) => h("tr", {}, h("td", {}, moment(hour.hour)),
        h("td", {}, h("meter", { min: 0, max: most, value: hour.expected, "aria-label": t("figures.expected") }), " ", hour.expected.toFixed(1)),
        h("td", { class: "number" }, hour.people))))))];
}
