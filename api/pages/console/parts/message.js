// The messages of a conversation: who said it, whether a machine did, and what it rests on.
import { h, marked, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { named, t } from "/console/preferences.js";
import { openPassage } from "/console/parts/passage.js";

/** The list with `draw(messages)` and `mark(spans)`, which shows where a record's field was read. */
export function messageList() {
  const element = h("section", { class: "panel messages", "aria-label": t("talk.messages"), tabindex: "0", "aria-live": "polite" });
  let shown = [];
  return {
    element,
    draw(messages) {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
      const known = new Set(shown.map((message) => message.message_id));
      const first = shown.length === 0;
      shown = messages;
      replace(element, messages.map((message) => drawMessage(message, !first && !known.has(message.message_id))));
      if (near || first) element.scrollTop = element.scrollHeight;
    },
    mark(spans) {
      const texts = element.querySelectorAll(".text");
      shown.forEach((message, index) => {
        const mine = spans.filter((span) => span.message === index);
        replace(texts[index], marked(message.text || t("no_text"), mine));
        if (mine.length) texts[index].scrollIntoView({ block: "nearest" });
      });
    },
  };
}

function drawMessage(message, isFresh) {
  return h("article", { class: `message ${message.speaker}${isFresh ? " fresh" : ""}` },
    h("div", { class: "by" }, h("strong", {}, named("speaker", message.speaker)),
      message.ai_generated ? h("span", { class: "chip info" }, t("talk.ai")) : null, h("span", {}, moment(message.at))),
    h("div", { class: "text" }, message.text || t("no_text")),
    sources(message));
}

/** Buttons that open each citation's passage, and the look-ups behind a text. */
export function sources({ citations = [], facts = [] }) {
  if (!citations.length && !facts.length) return null;
  return h("div", { class: "sources", "aria-label": t("talk.sources") },
    citations.map((citation) => h("button", { type: "button", title: citation.quote, on: { click: () => openPassage(citation) } },
      `“${short(citation.quote)}” — ${citation.document}`)),
    facts.map((fact) => h("span", { class: "chip" }, `${t("talk.looked_up")}：${named("tool", fact.tool)} ${fact.ref}`)));
}

function short(text) {
  const letters = Array.from(text);
  return letters.length > 24 ? `${letters.slice(0, 24).join("")}…` : text;
}
