// What the copilot offers: replies by one key, the record with its evidence, actions with their preview.
import { call, part } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { attempt, inWords } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { tell } from "/console/parts/composer.js";
import { sources } from "/console/parts/message.js";

const FIELDS = ["category", "products", "specs", "quantity", "order_nos", "phone", "address", "name", "sentiment", "price_sensitive", "needs_follow_up"];

/** The panel of a conversation; `list` marks the record's evidence, `composer` takes a suggestion. */
export function suggestionPanel({ id, signal, composer, list, sent }) {
  const element = h("div", { class: "stack" });
  let offered = [];
  let latest = 0;

  async function load() {
    const mine = ++latest;
    if (!offered.length) replace(element, panel(t("suggest.title"), h("p", { class: "quiet" }, t("loading"))));
    try {
      const help = await call("POST", "/v1/copilot/suggestions", { conversation_id: id }, signal);
      if (mine !== latest) return;
      offered = help.suggestions;
      draw(help);
    } catch (problem) {
      if (problem.name === "AbortError" || mine !== latest) return;
      replace(element, panel(t("suggest.title"), h("p", { class: "quiet" }, problem.status === 422 ? t("suggest.none") : inWords(problem)),
        h("button", { type: "button", on: { click: load } }, t("suggest.refresh"))));
    }
  }

  function draw(help) {
    replace(element,
      panel(t("suggest.title"), offered.length ? offered.map(drawSuggestion) : h("p", { class: "quiet" }, t("suggest.none"))),
      help.next_actions.length ? panel(t("actions.title"), help.next_actions.map(drawAction)) : null,
      panel(t("record.title"), drawRecord(help.record, list)));
  }

  function drawSuggestion(suggestion, index) {
    return h("article", { class: "suggestion", "data-suggestion": suggestion.suggestion_id },
      h("div", { class: "pre" }, suggestion.text), sources(suggestion),
      h("div", { class: "row" },
        h("button", { type: "button", class: index === 0 ? "primary" : null, on: { click: () => accept(index) } }, t("suggest.accept"), h("kbd", {}, index + 1)),
        h("button", { type: "button", on: { click: () => edit(index) } }, t("suggest.edit"), index === 0 ? h("kbd", {}, "e") : null),
        h("button", { type: "button", on: { click: () => dismiss(index) } }, t("suggest.dismiss"), index === 0 ? h("kbd", {}, "x") : null)));
  }

  async function accept(index) {
    const suggestion = offered[index];
    if (!suggestion) return;
    const worked = await attempt(() => call("POST", `/v1/conversations/${part(id)}/messages`, { text: suggestion.text }), t("suggest.accepted"));
    if (!worked) return;
    tell(suggestion, "accepted");
    remove(index);
    sent();
  }

  function edit(index) {
    if (offered[index]) composer.use(offered[index]);
  }

  function dismiss(index) {
    if (!offered[index]) return;
    tell(offered[index], "dismissed");
    remove(index);
  }

  function remove(index) {
    const [gone] = offered.splice(index, 1);
    element.querySelector(`[data-suggestion="${CSS.escape(gone.suggestion_id)}"]`)?.remove();
  }

  function drawAction(action) {
    const propose = () => attempt(() => call("POST", `/v1/conversations/${part(id)}/actions`, { name: action.name, args: action.args }), t("actions.proposed")).then(sent);
    return h("article", { class: "suggestion" }, h("h3", {}, named("action", action.name)),
      action.preview ? h("p", { class: "pre" }, action.preview) : null,
      action.allowed ? h("div", {}, h("button", { type: "button", on: { click: propose } }, t("actions.propose")))
        : h("p", { class: "quiet" }, `${t("actions.not_allowed")}：${action.reason}`));
  }

  return {
    element,
    load,
    keys: () => ({
      1: [`${t("suggest.accept")} 1`, () => accept(0)], 2: [`${t("suggest.accept")} 2`, () => accept(1)], 3: [`${t("suggest.accept")} 3`, () => accept(2)],
      e: [t("suggest.edit"), () => edit(0)], x: [t("suggest.dismiss"), () => dismiss(0)],
    }),
  };
}

function panel(title, ...content) {
  return h("section", { class: "panel" }, h("h2", {}, title), content);
}

function drawRecord(record, list) {
  const rows = FIELDS.filter((field) => worth(record[field])).map((field) => {
    const spans = record.evidence[field] ?? [];
    const value = shown(field, record[field]);
    return [h("dt", {}, t(`record.${field}`)), h("dd", {}, spans.length
      ? h("button", { type: "button", class: "small", title: t("record.show"), on: { click: () => list.mark(spans) } }, value) : value)];
  });
  return h("dl", { class: "facts" }, rows);
}

function worth(value) {
  return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
}

function shown(field, value) {
  if (value === true) return t("yes");
  if (field === "category") return named("category", value);
  return Array.isArray(value) ? value.join("、") : String(value);
}
