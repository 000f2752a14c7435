// The inbox: who waits, how long, how urgently.
import { call, part, withQuery } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { bindKeys } from "/console/keys.js";
import { attempt, empty, failed, say } from "/console/messages.js";
import { t, named } from "/console/preferences.js";
import { inboxRow, tick } from "/console/parts/inbox_row.js";

const VIEWS = ["open", "waiting", "mine", "bot", "all"];
const TOPICS = ["human_request", "complaint", "repeated_failure", "repeated_question", "own_intent", "verification", "delivery", "parcel", "malfunction", "waiting",
  "red_line", "funds_safety", "product_safety", "privacy", "legal_media", "high_value_refund", "angry_customer", "vulnerable_person", "self_harm", "abuse"];
const STEP = 50;
const CLOCK_MS = 5000;

export async function show(root, { query, signal, shared, session }) {
  const filters = { view: VIEWS.includes(query.get("view")) ? query.get("view") : "open", topic: query.get("topic") ?? "",
    priority: query.get("priority") ?? "", q: query.get("q") ?? "" };
  let shown = STEP;
  let latest = 0;
  const list = h("ol", { class: "plain inbox", "aria-label": t("nav.inbox") });
  const under = h("div", { class: "row" });
  const views = h("div", { class: "row", role: "group", "aria-label": t("inbox.views") });

  async function load() {
    const mine = ++latest;
    try {
      const page = await call("GET", withQuery("/v1/inbox", { ...filters, limit: Math.min(shown, 200) }), undefined, signal);
      if (mine === latest) draw(page);
    } catch (problem) {
      if (problem.name !== "AbortError" && mine === latest && problem.status !== 401) replace(under, failed(problem, load));
    }
  }

  function draw(page) {
    const held = document.activeElement?.closest?.("[data-id]")?.dataset.id;
    shared.setCounts({ inbox: page.counts.waiting, approvals: page.counts.approvals });
    replace(views, VIEWS.map((view) => h("button", { type: "button", "aria-pressed": String(view === filters.view),
      on: { click: () => choose({ view }) } }, t(`inbox.view.${view}`), h("span", { class: "small" }, page.counts[view]))));
    replace(list, page.rows.map((row) => inboxRow(row, page, session)));
    tick(list, page);
    if (held) list.querySelector(`[data-id="${CSS.escape(held)}"] a`)?.focus();
    const more = page.rows.length < page.total && shown < 200;
    replace(under, page.total === 0 ? empty(t("inbox.empty")) : h("p", { class: "quiet" }, t("inbox.shown", { shown: page.rows.length, total: page.total })),
      more ? h("button", { type: "button", on: { click: () => { shown += STEP; load(); } } }, t("inbox.more")) : null,
      page.total > 200 && shown >= 200 ? h("p", { class: "quiet" }, t("inbox.narrow")) : null);
  }

  function choose(change) {
    location.hash = withQuery("#/inbox", { ...filters, ...change });
  }

  const search = h("input", { type: "search", value: filters.q, placeholder: t("inbox.search"), "aria-label": t("inbox.search"), maxlength: 100 });
  const options = (values, list, chosen) => [h("option", { value: "" }, t(`inbox.any.${list}`)), values.map((value) =>
    h("option", { value, selected: String(value) === chosen }, named(list, value)))];
  replace(root,
    h("header", { class: "row" }, h("h1", { class: "grow" }, t("nav.inbox"))),
    views,
    h("form", { class: "row", on: { submit: (event) => { event.preventDefault(); choose({ q: search.value.trim() }); } } },
      h("div", { class: "grow" }, search),
      h("div", {}, h("select", { "aria-label": t("inbox.any.topic"), on: { change: (event) => choose({ topic: event.target.value }) } }, options(TOPICS, "topic", filters.topic))),
      h("div", {}, h("select", { "aria-label": t("inbox.any.priority"), on: { change: (event) => choose({ priority: event.target.value }) } }, options([1, 2, 3, 4], "priority", filters.priority))),
      h("button", { type: "submit" }, t("search"))),
    list, under);

  const rows = () => [...list.querySelectorAll("li > a")];
  const move = (step) => {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))]?.focus();
  };
  const chosen = () => document.activeElement?.closest?.("[data-id]")?.dataset.id;
  const act = (verb) => async () => {
    const id = chosen();
    if (!id) return say(t("inbox.choose_first"), "warn");
    await attempt(() => call("POST", `/v1/conversations/${part(id)}/${verb}`), t(`done.${verb}`));
    await load();
  };
  bindKeys({
    j: [t("keys.next"), () => move(1)], k: [t("keys.previous"), () => move(-1)],
    c: [t("claim"), act("claim")], r: [t("release"), act("release")],
    "/": [t("search"), () => search.focus()],
    ...Object.fromEntries(VIEWS.map((view, index) => [String(index + 1), [t(`inbox.view.${view}`), () => choose({ view })]])),
  }, signal);
  list.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-verb]");
    if (!button) return;
    await attempt(() => call("POST", `/v1/conversations/${part(button.closest("[data-id]").dataset.id)}/${button.dataset.verb}`), t(`done.${button.dataset.verb}`));
    await load();
  });
  shared.onChange = load;
  const clock = setInterval(() => tick(list), CLOCK_MS);
  signal.addEventListener("abort", () => clearInterval(clock));
  await load();
}
