// What ingest kept back: shown with its reason, let in or left out by a person. A decision can be changed later.
import { call, part, withQuery } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { attempt, failed, inWords } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { confirmed } from "/console/parts/confirmed.js";

const STATES = ["waiting", "released", "rejected"];
const STEP = 20;
const EXCERPT = 200;
const TONES = { hidden: "danger", passage: "warn", file: "danger", audience: "info" };

/** The panel; `done` is called when a decision changed what is live. */
export function quarantinePanel({ signal, isAdmin, done }) {
  const list = h("ol", { class: "plain" });
  const states = h("div", { class: "row", role: "group", "aria-label": t("held.states") });
  const more = h("button", { type: "button", hidden: true, on: { click: () => load(false) } }, t("inbox.more"));
  let state = STATES[0];
  let offset = 0;

  async function load(anew = true) {
    if (anew) offset = 0;
    replace(states, STATES.map((each) => h("button", { type: "button", "aria-pressed": String(each === state),
      on: { click: () => { state = each; load(); } } }, t(`held.state.${each}`))));
    try {
      const { items } = await call("GET", withQuery("/v1/quarantine", { status: state, offset, limit: STEP }), undefined, signal);
      if (anew) replace(list, items.length ? null : h("li", { class: "quiet" }, t(`held.none.${state}`)));
      offset += items.length;
      for (const item of items) list.append(draw(item));
      more.hidden = items.length < STEP;
    } catch (problem) {
      if (problem.name !== "AbortError") replace(list, h("li", {}, failed(problem, load)));
    }
  }

  function draw(item) {
    const decide = (verb) => async () => {
      await attempt(() => call("POST", `/v1/quarantine/${part(item.item_id)}/${verb}`), t(`held.done.${item.kind === "audience" ? `audience.${verb}` : verb}`));
      await load();
      done();
    };
    const words = (verb) => t(item.kind === "audience" ? `held.audience.${verb}` : `held.${verb}`);
    return h("li", { class: "suggestion", "data-held": item.item_id },
      h("div", { class: "row" }, h("span", { class: `chip ${TONES[item.kind]}` }, t(`held.kind.${item.kind}`)),
        h("a", { href: `#/knowledge/${part(item.document_id)}` }, item.document), item.place ? h("span", { class: "quiet small" }, item.place) : null,
        h("span", { class: "quiet small" }, moment(item.decided_at ?? item.created_at)),
        item.present ? null : h("span", { class: "chip warn" }, t("held.gone"))),
      h("p", {}, h("span", { class: "quiet" }, `${t("held.why")}：`), item.reason),
      h("p", { class: "pre span" }, h("mark", {}, item.text), item.text.length >= EXCERPT ? "…" : ""),
      whole(item, signal),
      isAdmin ? h("div", { class: "row" },
        item.status === "released" ? null : confirmed("", words("release"), decide("release"), !item.present),
        item.status === "rejected" ? null : h("button", { type: "button", on: { click: decide("reject") } }, words("reject")))
        : h("p", { class: "quiet small" }, t("held.admin_only")));
  }

  load();
  return { load, element: h("section", { class: "panel", "aria-label": t("held.title") },
    h("div", { class: "row" }, h("h2", { class: "grow" }, t("held.title")), states), h("p", { class: "quiet small" }, t("held.hint")), list, more) };
}

/** The whole text and what would go live with it, read when it is opened. */
function whole(item, signal) {
  const body = h("div", { class: "stack" }, h("p", { class: "quiet" }, t("loading")));
  const details = h("details", {}, h("summary", {}, t("held.whole")), body);
  details.addEventListener("toggle", async () => {
    if (!details.open || details.dataset.read) return;
    details.dataset.read = "yes";
    try {
      const found = await call("GET", `/v1/quarantine/${part(item.item_id)}`, undefined, signal);
      replace(body, h("p", { class: "pre small" }, h("mark", {}, found.text)),
        found.chunks.length ? [h("h3", {}, t("held.chunks")), found.chunks.map((chunk) => h("div", { class: "panel small" },
          h("div", { class: "quiet" }, [chunk.section || chunk.title, named("audience", chunk.audience)].join(" · ")), h("div", { class: "pre" }, chunk.text)))] : null);
    } catch (problem) {
      delete details.dataset.read;
      if (problem.name !== "AbortError") replace(body, h("p", { class: "notice danger", role: "alert" }, inWords(problem)));
    }
  });
  return details;
}
