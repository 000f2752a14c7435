// The service's figures: indicators, topics and mood over time, what is asked, the load that is coming.
import { call, withQuery } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { failed } from "/console/messages.js";
import { t } from "/console/preferences.js";
import { drawClusters, drawForecast, drawHeat, drawIndicators } from "/console/parts/charts.js";

const DAYS = [1, 7, 14];

export async function show(root, { query, signal }) {
  const days = DAYS.includes(Number(query.get("days"))) ? Number(query.get("days")) : 7;
  const sections = [
    ["indicators", (found) => drawIndicators(found.indicators)],
    ["topics", (found) => drawHeat(found.cells)],
    ["questions", (found) => drawClusters(found.clusters)],
    ["forecast", drawForecast],
  ];
  const places = sections.map(([name]) => h("section", { class: "panel", "data-figure": name }, h("p", { class: "quiet" }, t("loading"))));
  replace(root, h("header", { class: "row" }, h("h1", { class: "grow" }, t("nav.figures")), DAYS.map((each) =>
    h("button", { type: "button", "aria-pressed": String(each === days), on: { click: () => { location.hash = `#/figures?days=${each}`; } } }, t("days", { days: each })))), places);

  const load = async (index) => {
    const [name, draw] = sections[index];
    const span = name === "forecast" ? 3 : days;
    const title = h("div", { class: "row" }, h("h2", { class: "grow" }, t(`figures.${name}`)),
      h("a", { class: "button", download: `kefu-${name}.csv`, href: withQuery("/v1/analytics/export", { what: name, days: span }) }, t("figures.export")));
    try {
      replace(places[index], title, draw(await call("GET", withQuery(`/v1/analytics/${name}`, { days: span }), undefined, signal)));
    } catch (problem) {
      if (problem.name !== "AbortError") replace(places[index], title, failed(problem, () => load(index)));
    }
  };
  await Promise.all(sections.map((_, index) => load(index)));
}
