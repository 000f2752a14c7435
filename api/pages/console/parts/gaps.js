// What customers asked and the documents didn't answer, clustered, and the way to close a gap: one press publishes an entry.
import { call, part, withQuery } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { failed, inWords, say } from "/console/messages.js";
import { t } from "/console/preferences.js";

const DAYS = 30;
const STEP = 15;

/** The panel of gaps; `done` is called when an entry was published. */
export function gapsPanel({ signal, isAdmin, done }) {
  const list = h("ol", { class: "plain" }, h("li", { class: "quiet" }, t("loading")));
  const more = h("button", { type: "button", hidden: true, on: { click: () => { shown += STEP; draw(); } } }, t("inbox.more"));
  let gaps = [];
  let shown = STEP;

  async function load() {
    try {
      ({ gaps } = await call("GET", withQuery("/v1/gaps", { days: DAYS }), undefined, signal));
      draw();
    } catch (problem) {
      if (problem.name !== "AbortError") replace(list, h("li", {}, failed(problem, load)));
    }
  }

  function draw() {
    replace(list, gaps.length ? gaps.slice(0, shown).map(entry) : h("li", { class: "quiet" }, t("gaps.none")));
    more.hidden = gaps.length <= shown;
  }

  /** Only this gap goes from the list: what a person has typed at another stays. */
  async function decide(gap, body, told) {
    try {
      await call("POST", `/v1/gaps/${part(gap.gap_id)}/decision`, body);
    } catch (problem) {
      if (problem.status === 401 || problem.name === "AbortError") return;
      const isDecided = problem.status === 404 || problem.status === 409;
      say(isDecided ? t("gaps.decided") : inWords(problem), "danger");
      if (isDecided) drop(gap);
      return;
    }
    say(told);
    drop(gap);
    if (body.decision === "publish") done();
  }

  function drop(gap) {
    gaps = gaps.filter((each) => each !== gap);
    list.querySelector(`[data-gap="${CSS.escape(gap.gap_id)}"]`)?.remove();
    const next = gaps[shown - 1];
    if (next) list.append(entry(next));
    if (!gaps.length) draw();
    more.hidden = gaps.length <= shown;
  }

  function entry(gap) {
    const { proposed } = gap;
    const form = h("div", {});
    const publish = (more = {}) => decide(gap, { decision: "publish", ...more }, t("gaps.saved"));
    const buttons = h("div", { class: "row" },
      proposed.answer ? h("button", { type: "button", class: "primary", on: { click: () => publish() } }, t("gaps.publish")) : null,
      h("button", { type: "button", on: { click: () => edit(form, proposed, publish) } }, t(proposed.answer ? "gaps.edit" : "gaps.write")),
      h("button", { type: "button", on: { click: () => decide(gap, { decision: "dismiss" }, t("gaps.dismissed")) } }, t("gaps.dismiss")));
    const others = gap.wordings.filter((wording) => wording !== gap.question);
    return h("li", { class: "suggestion", "data-gap": gap.gap_id },
      h("div", { class: "row" }, h("strong", {}, gap.question), h("span", { class: "chip" }, t("gaps.times", { count: gap.count, conversations: gap.conversations })),
        h("span", { class: "quiet small" }, moment(gap.last_at))),
      others.length ? h("details", { class: "small" }, h("summary", {}, t("gaps.wordings", { count: others.length })), h("ul", {}, others.map((wording) => h("li", {}, wording)))) : null,
      proposed.answer ? h("p", { class: "pre" }, h("span", { class: "quiet" }, `${t("gaps.from_people")}：`), proposed.answer, " ",
        proposed.conversation_id ? h("a", { class: "small", href: `#/conversation/${part(proposed.conversation_id)}` }, t("approvals.open_conversation")) : null)
        : h("p", { class: "quiet" }, t("gaps.no_answer")),
      isAdmin ? [buttons, form] : h("p", { class: "quiet small" }, t("gaps.admin_only")));
  }

  load();
  return h("section", { class: "panel", "aria-label": t("gaps.title") }, h("h2", {}, t("gaps.title")), h("p", { class: "quiet small" }, t("gaps.hint", { days: DAYS })), list, more);
}

/** Show the form that changes the proposed entry and publishes it. */
function edit(place, proposed, publish) {
  const question = h("input", { value: proposed.question, maxlength: 200, required: true });
  const answer = h("textarea", { value: proposed.answer, maxlength: 2000, rows: 3, required: true });
  const save = (event) => {
    event.preventDefault();
    publish({ question: question.value, answer: answer.value });
  };
  replace(place, h("form", { class: "stack", on: { submit: save } },
    h("label", {}, h("span", {}, t("gaps.question")), question), h("label", {}, h("span", {}, t("gaps.answer")), answer),
    h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, t("gaps.publish")),
      h("button", { type: "button", on: { click: () => replace(place) } }, t("cancel")))));
  answer.focus();
}
