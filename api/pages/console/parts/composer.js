// Writing to the customer: screened while typing, with the spans marked behind the text.
import { call, part } from "/console/api.js";
import { h, marked, replace } from "/console/dom.js";
import { attempt } from "/console/messages.js";
import { named, t } from "/console/preferences.js";

const TYPING_MS = 300;
const drafts = new Map();
let count = 0;

/** The composer of a conversation; `sent` is called after a message went out. */
export function composer({ id, session, signal, sent }) {
  const hints = `findings-${++count}`;
  const field = h("textarea", { "aria-label": t("talk.write"), placeholder: t("talk.placeholder"), maxlength: 4000, value: drafts.get(id) ?? "", "aria-describedby": hints, spellcheck: "false" });
  const marks = h("div", { class: "marks", "aria-hidden": "true" });
  const found = h("ul", { class: "plain stack", id: hints, "aria-live": "polite" });
  const note = h("span", { class: "quiet small grow" });
  const button = h("button", { type: "button", class: "primary", on: { click: send } }, t("talk.send"), h("kbd", {}, "Ctrl+Enter"));
  let timer = 0;
  let used = null;
  let sending = false;

  function draw(screening) {
    const findings = screening?.findings ?? [];
    replace(marks, marked(field.value, findings), "\n");
    marks.scrollTop = field.scrollTop;
    replace(found, findings.map((finding) => h("li", { class: `notice ${screening.verdict === "block" ? "danger" : "warn"}` },
      h("strong", {}, `${named("finding", finding.type)}：“${finding.text}”`), h("div", { class: "small" }, finding.advice))),
    findings.length && screening.suggestion ? h("li", { class: "row small" }, h("span", { class: "grow pre" }, `${t("talk.better")}：${screening.suggestion}`),
      h("button", { type: "button", on: { click: () => put(screening.suggestion) } }, t("suggest.accept"))) : null);
  }

  function put(text) {
    field.value = text;
    keep();
    draw(null);
    screen();
    field.focus();
  }

  /** What was begun is there again when the page is drawn anew. */
  function keep() {
    if (field.value) drafts.set(id, field.value);
    else drafts.delete(id);
  }

  async function screen() {
    const text = field.value;
    if (!text.trim()) return draw(null);
    try {
      const screening = await call("POST", "/v1/copilot/screenings", { text, conversation_id: id }, signal);
      if (field.value === text) draw(screening);
    } catch {
      /* sending screens again, on the server */
    }
  }

  async function send() {
    const text = field.value.trim();
    if (!text || sending || field.disabled) return;
    sending = button.disabled = true;
    const worked = await attempt(() => call("POST", `/v1/conversations/${part(id)}/messages`, { text }), t("talk.sent"));
    sending = button.disabled = false;
    if (!worked) return screen();
    if (used) tell(used, text === used.text ? "accepted" : "edited", text);
    used = null;
    field.value = "";
    keep();
    draw(null);
    sent();
  }

  field.addEventListener("input", () => {
    keep();
    draw(null);
    clearTimeout(timer);
    timer = setTimeout(screen, TYPING_MS);
  });
  field.addEventListener("scroll", () => { marks.scrollTop = field.scrollTop; });
  field.addEventListener("keydown", (event) => { if (event.key === "Escape") field.blur(); });

  return {
    element: h("section", { class: "panel composer" }, h("div", { class: "field" }, marks, field), found, h("div", { class: "row" }, note, button)),
    focus: () => field.focus(),
    send,
    /** Put a suggestion into the field to be changed or sent. */
    use(suggestion) {
      used = suggestion;
      put(suggestion.text);
    },
    draw(conversation) {
      const other = conversation.held_by && conversation.held_by !== session.account.staff_id;
      field.disabled = button.disabled = Boolean(other);
      note.textContent = other ? t("talk.held_by_other") : conversation.held_by ? "" : t("talk.will_claim");
    },
  };
}

/** Tell what became of a suggestion; that it can't be told stops nobody's work. */
export function tell(suggestion, decision, text = null) {
  const body = { suggestion_id: suggestion.suggestion_id, decision, final_text: decision === "edited" ? text : null };
  return call("POST", "/v1/copilot/feedback", body).catch(() => {});
}
