// The widget's elements. Every text goes in as a text node.
import { dress } from "./style.js";

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export class View {
  constructor(words, title, lang, acts) {
    this.words = words;
    this.host = el("div", { lang, "data-kefu": true });
    const root = this.host.attachShadow({ mode: "open" });
    dress(root);
    this.dot = el("span", { class: "dot", hidden: true }, el("span", { class: "sr" }, words.unread));
    this.launch = el("button", { class: "launch", type: "button", "aria-expanded": "false", onclick: () => this.show(true) }, words.open, this.dot);
    this.notice = el("p", { class: "notice", role: "status", hidden: true });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
    this.field = el("textarea", { "aria-label": words.field, placeholder: words.field, rows: "1", maxlength: "2000", dir: "auto" });
    this.file = el("input", { type: "file", accept: "image/png,image/jpeg,image/webp", hidden: true, "aria-label": words.picture });
    this.pick = el("button", { class: "plain", type: "button", "aria-label": words.picture, title: words.picture, onclick: () => this.file.click() }, "🖼");
    this.form = el("form", {}, this.pick, this.file, this.field, el("button", { type: "submit" }, words.send));
    this.rating = el("div", { hidden: true });
    const close = el("button", { class: "plain", type: "button", "aria-label": words.close, onclick: () => this.show(false) }, "✕");
    this.panel = el("section", { class: "panel", role: "dialog", "aria-label": title || words.title, hidden: true },
      el("header", {}, el("h2", {}, title || words.title), close), this.notice, this.log, this.rating, this.form);
    root.append(this.launch, this.panel);
    this.listen(acts);
    this.event(words.greeting);
  }

  listen(acts) {
    const send = () => {
      const text = this.field.value.trim();
      if (!text) return;
      this.field.value = "";
      acts.say(text);
    };
    this.form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
    this.field.addEventListener("keydown", (event) => {
      // Enter that ends an input method's choice of characters sends nothing.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    });
    this.file.addEventListener("change", () => { if (this.file.files[0]) acts.picture(this.file.files[0]); this.file.value = ""; });
    this.panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.show(false); });
    this.opened = acts.opened;
  }

  show(open) {
    this.panel.hidden = !open;
    this.launch.hidden = open;
    this.launch.setAttribute("aria-expanded", String(open));
    if (open) { this.dot.hidden = true; this.opened(); this.bottom(); this.field.focus(); } else this.launch.focus();
  }

  mount() { document.body.append(this.host); }

  bottom() { this.log.scrollTop = this.log.scrollHeight; }

  note(text) { this.notice.textContent = text || ""; this.notice.hidden = !text; }

  event(text) { this.log.append(el("p", { class: "event" }, text)); this.bottom(); }

  line(message) {
    const { words } = this;
    const text = el("div", { class: "text", dir: "auto" }, message.text);
    const mine = message.speaker === "customer";
    const name = mine ? words.you : message.speaker === "agent" ? words.person : words.shop;
    const who = el("div", { class: "who" }, name, message.ai_generated ? el("b", {}, words.ai) : null);
    const made = el("div", { class: `line ${mine ? "customer" : "shop"}` }, who, text, this.sources(message.citations || []));
    this.log.append(made);
    if (this.panel.hidden && !mine) this.dot.hidden = !message.fresh;
    this.bottom();
    return made;
  }

  sources(citations) {
    if (!citations.length) return null;
    const items = citations.map((c) => el("li", {}, [c.title || c.document, c.section].filter(Boolean).join(" · "), el("blockquote", { dir: "auto" }, c.quote)));
    return el("details", {}, el("summary", {}, this.words.sources(items.length)), el("ul", {}, ...items));
  }

  askRating(rate) {
    const { words } = this;
    if (this.rating.childElementCount) return;
    const stars = [1, 2, 3, 4, 5].map((n) => el("label", {}, el("input", { type: "radio", name: "kefu-score", value: n }), words.star(n)));
    const comment = el("input", { type: "text", maxlength: "500", "aria-label": words.comment, placeholder: words.comment });
    const button = el("button", { type: "button", onclick: () => {
      const chosen = this.rating.querySelector("input:checked");
      if (chosen) rate(Number(chosen.value), comment.value.trim());
    } }, words.submit);
    this.rating.append(el("fieldset", {}, el("legend", {}, words.rate), ...stars, comment, button));
    this.rating.hidden = false;
  }

  rated() { this.rating.replaceChildren(el("p", { class: "event", role: "status" }, this.words.thanks)); }
}
