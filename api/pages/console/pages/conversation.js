// One conversation: what was said, the composer, and everything beside it.
import { call, part } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { bindKeys } from "/console/keys.js";
import { follow } from "/console/live.js";
import { attempt, failed } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { composer } from "/console/parts/composer.js";
import { customerCard } from "/console/parts/customer.js";
import { messageList } from "/console/parts/message.js";
import { openMatters } from "/console/parts/open_matters.js";
import { suggestionPanel } from "/console/parts/suggestions.js";
import { trailPanel } from "/console/parts/trail.js";

const SETTLE_MS = 150;

export async function show(root, { argument: id, signal, session }) {
  const path = `/v1/conversations/${part(id)}`;
  const head = h("header", {});
  const handoff = h("div", { class: "notice warn", hidden: true });
  const list = messageList();
  const parts = { composer: composer({ id, session, signal, sent: load }) };
  parts.suggestions = suggestionPanel({ id, signal, composer: parts.composer, list, sent: load });
  parts.customer = customerCard({ path, signal });
  parts.matters = openMatters({ id, path, signal });
  parts.trail = trailPanel({ path, signal });
  let lastCustomerSeq = -1;

  async function load() {
    let detail;
    try {
      detail = await call("GET", path, undefined, signal);
    } catch (problem) {
      if (problem.name !== "AbortError") replace(root, failed(problem, () => show(root, { argument: id, signal, session })));
      return;
    }
    const { conversation, messages, rating } = detail;
    drawHead(conversation, rating);
    list.draw(messages);
    parts.composer.draw(conversation);
    parts.matters.load();
    parts.trail.load();
    const asked = messages.filter((message) => message.speaker === "customer").at(-1)?.seq ?? -1;
    if (asked !== lastCustomerSeq) {
      lastCustomerSeq = asked;
      parts.suggestions.load();
    }
  }

  function drawHead(conversation, rating) {
    const isMine = conversation.held_by === session.account.staff_id;
    const act = (verb) => () => attempt(() => call("POST", `${path}/${verb}`), t(`done.${verb}`)).then(load);
    replace(head,
      h("a", { href: "#/inbox", class: "button" }, "← ", t("nav.inbox")),
      h("h1", { class: "grow" }, conversation.customer_id ?? t("visitor")),
      h("span", { class: "chip" }, isMine ? t("mode.mine") : named("mode", conversation.mode)),
      rating ? h("span", { class: `chip ${rating.score > 3 ? "good" : rating.score < 3 ? "danger" : "warn"}` }, t("rating.given", { score: rating.score })) : null,
      rating?.comment ? h("q", { class: "quiet small" }, rating.comment) : null,
      conversation.held_by ? null : h("button", { type: "button", on: { click: act("claim") } }, t("claim"), h("kbd", {}, "c")),
      conversation.mode === "bot" ? null : h("button", { type: "button", on: { click: act("release") } }, t("release"), h("kbd", {}, "r")));
    head.act = act;
  }

  replace(root, head, handoff, h("div", { class: "talk" },
    h("div", { class: "stack" }, list.element, parts.composer.element),
    h("aside", { class: "side", "aria-label": t("suggest.title"), tabindex: "0" },
      parts.suggestions.element, parts.matters.element, parts.customer.element, parts.trail.element)));
  bindKeys({
    c: [t("claim"), () => head.act("claim")()],
    r: [t("release"), () => head.act("release")()],
    u: [t("back"), () => { location.hash = "#/inbox"; }],
    w: [t("talk.write"), () => parts.composer.focus()],
    "Ctrl+Enter": [t("talk.send"), () => parts.composer.send()],
    ...parts.suggestions.keys(),
  }, signal);

  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(load, SETTLE_MS);
  };
  await load();
  if (signal.aborted || !list.element.isConnected) return;
  parts.customer.load();
  call("GET", `${path}/handoff`, undefined, signal).then((open) => drawHandoff(handoff, open), () => {});
  follow(`${path}/events`, { message: soon, status: soon, handoff: soon }, signal, soon);
}

function drawHandoff(place, open) {
  place.hidden = !open;
  if (!open) return;
  replace(place, h("strong", {}, `${named("topic", open.topic)} · ${named("priority", open.priority)} · ${named("queue", open.queue)}`),
    h("div", {}, open.reason), open.summary ? h("div", { class: "pre small" }, open.summary) : null);
}
