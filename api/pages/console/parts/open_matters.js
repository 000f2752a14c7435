// What of this conversation is still open: promises to be kept, proposals that wait for a decision.
import { call, part } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { named, t } from "/console/preferences.js";
import { promiseLine, readPromises } from "/console/parts/promises.js";

const UNSETTLED = ["lapsed", "open"];

/** The panel of conversation `id`; `load` reads it anew. */
export function openMatters({ id, path, signal }) {
  const body = h("div", {});

  async function load() {
    try {
      const [{ approvals }, promises] = await Promise.all([
        call("GET", `${path}/approvals`, undefined, signal), readPromises({ conversation: id }, signal)]);
      const waiting = approvals.filter((approval) => approval.status === "pending");
      // A promise that was kept late stays lapsed, and asks for nothing any more.
      const owed = promises.filter((promise) => UNSETTLED.includes(promise.status) && !promise.kept_at);
      replace(body, owed.map((promise) => promiseLine(promise, load)), waiting.map(line),
        owed.length || waiting.length ? null : h("p", { class: "quiet" }, t("promises.none")));
    } catch {
      /* the next load shows it */
    }
  }

  return { element: h("section", { class: "panel", "aria-label": t("promises.title") }, h("h2", {}, t("promises.title")), body), load };
}

function line(approval) {
  const what = approval.action ? `${named("action", approval.action.name)}：${approval.action.preview}` : approval.draft?.text ?? "";
  return h("div", { class: "suggestion" }, h("div", { class: "pre small" }, what), h("span", { class: "quiet small" }, moment(approval.created_at)),
    h("a", { href: `#/approvals/${part(approval.approval_id)}` }, t("nav.approvals")));
}
