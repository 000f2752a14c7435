// What customers were told will have happened by a certain time: shown, and settled by a person where Kefu can't see it.
import { call, part, withQuery } from "/console/api.js";
import { h } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { attempt } from "/console/messages.js";
import { named, t } from "/console/preferences.js";

const TONES = { open: "info", lapsed: "danger" };

/** Promises by due time: of one status, of one conversation, or both. */
export async function readPromises({ status = null, conversation = null }, signal) {
  return (await call("GET", withQuery("/v1/promises", { status, conversation_id: conversation }), undefined, signal)).promises;
}

/** One promise; `again` is called when it was settled. */
export function promiseLine(promise, again, withLink = false) {
  const settle = (status) => () => attempt(() => call("POST", `/v1/promises/${part(promise.promise_id)}/settle`, { status }), t(`promises.done.${status}`)).then(again);
  return h("article", { class: "suggestion", "data-promise": promise.promise_id },
    h("div", { class: "row" }, h("span", { class: `chip ${TONES[promise.status] ?? ""}` }, named("promise", promise.status)), h("strong", {}, named("subject", promise.subject)),
      h("span", { class: "quiet small" }, t("promises.due", { when: moment(promise.due_at) }))),
    h("div", { class: "pre small" }, promise.text),
    h("div", { class: "row" },
      withLink ? h("a", { href: `#/conversation/${part(promise.conversation_id)}` }, t("approvals.open_conversation")) : null,
      h("button", { type: "button", on: { click: settle("kept") } }, t("promises.kept")),
      h("button", { type: "button", on: { click: settle("withdrawn") } }, t("promises.withdraw"))));
}
