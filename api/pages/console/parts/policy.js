// Reply policy, packs, queues, service levels and rules; saved part by part, only over what was shown.
import { call } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { inWords, say } from "/console/messages.js";
import { named, t } from "/console/preferences.js";

const OUTCOMES = ["answer", "tool_answer", "clarify", "abstain"];
const PACKS = ["general", "cosmetics", "health_food", "electronics"];
const TOPICS = ["funds_safety", "product_safety", "privacy", "legal_media", "high_value_refund", "angry_customer", "vulnerable_person", "self_harm", "abuse"];
const QUEUES = ["basic", "expert", "crisis"];

/** Fill the place with the settings; `again` reads them anew after a change. */
export function policyPanel(place, { settings, version }, again) {
  const section = (title, content, read) => {
    const told = h("p", { class: "notice danger", role: "alert", hidden: true });
    const submit = async (event) => {
      event.preventDefault();
      told.hidden = true;
      try {
        await call("PATCH", "/v1/settings", { version, changes: read() });
        say(t("settings.saved"));
        again();
      } catch (problem) {
        told.textContent = problem instanceof SyntaxError ? t("settings.not_json") : inWords(problem);
        told.hidden = false;
      }
    };
    return h("form", { class: "panel stack", on: { submit } }, h("h2", {}, title), told, content, h("div", {}, h("button", { type: "submit", class: "primary" }, t("save"))));
  };
  const boxes = (values, chosen, list) => values.map((value) => ({ value, box: h("input", { type: "checkbox", checked: chosen.includes(value) }), words: named(list, value) }));
  const drawn = (all) => all.map(({ box, words }) => h("label", { class: "check" }, box, h("span", {}, words)));
  const picked = (all) => all.filter(({ box }) => box.checked).map(({ value }) => value);

  const deliver = boxes(OUTCOMES, settings.reply_policy.deliver, "outcome");
  const least = h("input", { type: "number", min: 0, max: 1, step: 0.01, value: settings.reply_policy.min_confidence });
  const packs = boxes(PACKS, settings.compliance_packs, "pack");
  const queues = TOPICS.map((topic) => ({ topic, choice: h("select", {}, h("option", { value: "" }, t("settings.default_queue")),
    QUEUES.map((queue) => h("option", { value: queue, selected: settings.handoff_queues[topic] === queue }, named("queue", queue)))) }));
  const minutes = [1, 2, 3, 4].map((priority) => ({ priority, field: h("input", { type: "number", min: 1, max: 100000, value: settings.service_levels.answer_minutes[priority] ?? "" }) }));
  const hour = h("input", { type: "number", min: 0, step: 0.01, value: settings.service_levels.agent_hour ? settings.service_levels.agent_hour / 100 : "" });
  const rules = h("textarea", { class: "code", spellcheck: "false", "aria-label": t("settings.rules"), value: JSON.stringify(settings.rules, null, 2) });

  replace(place, h("div", { class: "settings" },
    section(t("settings.policy"), [h("fieldset", {}, h("legend", {}, t("settings.deliver")), drawn(deliver)), h("label", {}, h("span", {}, t("settings.min_confidence")), least)],
      () => ({ reply_policy: { ...settings.reply_policy, deliver: picked(deliver), min_confidence: Number(least.value) } })),
    section(t("settings.packs"), drawn(packs), () => ({ compliance_packs: picked(packs) })),
    section(t("settings.queues"), queues.map(({ topic, choice }) => h("label", {}, h("span", {}, named("topic", topic)), choice)),
      () => ({ handoff_queues: Object.fromEntries(queues.filter(({ choice }) => choice.value).map(({ topic, choice }) => [topic, choice.value])) })),
    section(t("settings.levels"), [minutes.map(({ priority, field }) => h("label", {}, h("span", {}, t("settings.minutes", { priority: named("priority", priority) })), field)),
      h("label", {}, h("span", {}, t("settings.agent_hour")), hour)],
    () => ({ service_levels: { ...settings.service_levels, answer_minutes: Object.fromEntries(minutes.filter(({ field }) => field.value).map(({ priority, field }) => [priority, Number(field.value)])),
      agent_hour: Math.round(Number(hour.value || 0) * 100) } }))),
  section(t("settings.rules"), [h("p", { class: "quiet small" }, t("settings.rules.hint")), rules], () => ({ rules: JSON.parse(rules.value) })));
}
