// Who did what in a conversation.
import { call } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { t } from "/console/preferences.js";
import { nameOf } from "/console/parts/people.js";

/** The panel; `load` reads it anew. */
export function trailPanel({ path, signal }) {
  const body = h("ol", { class: "plain small" });
  return {
    element: h("details", { class: "panel" }, h("summary", {}, t("trail.title")), body),
    async load() {
      try {
        const { entries } = await call("GET", `${path}/audit`, undefined, signal);
        const names = await Promise.all(entries.map((entry) => nameOf(entry.actor)));
        replace(body, entries.length ? entries.map((entry, index) => h("li", {}, `${moment(entry.at)} ${names[index]} · ${entry.act}`)) : h("li", { class: "quiet" }, t("trail.none")));
      } catch {
        /* the next load shows it */
      }
    },
  };
}
