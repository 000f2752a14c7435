// What went out against the rules, what stands frozen, what was promised and not kept, what ran out undecided, and who did what.
import { call, part, withQuery } from "/console/api.js";
import { h, marked, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { attempt, failed } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { auditPanel } from "/console/parts/audit.js";
import { promiseLine, readPromises } from "/console/parts/promises.js";

const DAYS = [1, 7, 30];

export async function show(root, { query, signal, session, isAdmin }) {
  const days = DAYS.includes(Number(query.get("days"))) ? Number(query.get("days")) : 7;
  const since = new Date(new Date(session.now).getTime() - days * 86400e3).toISOString();
  const findings = h("section", { class: "panel" }, h("h2", {}, t("quality.findings")), h("p", { class: "quiet" }, t("loading")));
  const frozen = h("section", { class: "panel" }, h("h2", {}, t("quality.frozen")));
  const lapsed = h("section", { class: "panel" }, h("h2", {}, t("quality.lapsed")));
  const undecided = h("section", { class: "panel" }, h("h2", {}, t("quality.undecided")));
  const again = () => show(root, { query, signal, session, isAdmin });
  replace(root, h("header", { class: "row" }, h("h1", { class: "grow" }, t("nav.quality")), DAYS.map((each) =>
    h("button", { type: "button", "aria-pressed": String(each === days), on: { click: () => { location.hash = `#/quality?days=${each}`; } } }, t("days", { days: each })))),
  frozen, lapsed, findings, undecided, isAdmin ? auditPanel({ signal }) : null);

  const filled = async (place, title, read) => {
    try {
      replace(place, h("h2", {}, title), await read());
    } catch (problem) {
      if (problem.name !== "AbortError") replace(place, h("h2", {}, title), failed(problem, again));
    }
  };
  await Promise.all([
    filled(frozen, t("quality.frozen"), async () => drawFrozen(await call("GET", withQuery("/v1/inbox", { view: "frozen", limit: 100 }), undefined, signal), isAdmin, again)),
    filled(findings, t("quality.findings"), async () => drawFindings(await call("GET", withQuery("/v1/copilot/screenings", { since }), undefined, signal))),
    filled(lapsed, t("quality.lapsed"), async () => drawLapsed(await readPromises({ status: "lapsed" }, signal), again)),
    filled(undecided, t("quality.undecided"), async () => drawUndecided((await Promise.all(["expired", "stale"].map((status) =>
      call("GET", withQuery("/v1/approvals", { status }), undefined, signal)))).flatMap((each) => each.approvals))),
  ]);
}

function drawFrozen(page, isAdmin, again) {
  if (!page.rows.length) return h("p", { class: "quiet" }, t("quality.no_frozen"));
  return page.rows.map((row) => h("div", { class: "row" },
    h("a", { class: "grow clip", href: `#/conversation/${part(row.conversation_id)}` }, row.customer_id ?? t("visitor"), " · ", row.last_text || t("no_text")),
    isAdmin ? h("button", { type: "button", on: { click: () => attempt(() => call("POST", `/v1/conversations/${part(row.conversation_id)}/unfreeze`), t("quality.thawed")).then(again) } }, t("quality.thaw")) : null));
}

function drawFindings(review) {
  const types = Object.entries(review.by_type).map(([type, count]) => h("span", { class: "chip warn" }, `${named("finding", type)} ${count}`));
  const hits = review.hits.slice(0, 100).map((hit) => h("li", { class: "suggestion" },
    h("div", { class: "row" }, h("span", { class: `chip ${hit.verdict === "block" ? "danger" : "warn"}` }, t(`verdict.${hit.verdict}`)),
      h("span", { class: "chip" }, named("speaker", hit.speaker)), h("span", { class: "quiet small grow" }, moment(hit.at)),
      h("a", { href: `#/conversation/${part(hit.conversation_id)}` }, t("approvals.open_conversation"))),
    hit.findings.map((finding) => h("div", {}, h("strong", {}, named("finding", finding.type)), "：", marked(finding.text, [{ start: 0, end: Array.from(finding.text).length }]), h("span", { class: "quiet small" }, ` ${finding.advice}`)))));
  return [h("p", { class: "quiet" }, t("quality.checked", { messages: review.messages, conversations: review.conversations })), h("div", { class: "row" }, types),
    hits.length ? h("ol", { class: "plain" }, hits) : h("p", { class: "quiet" }, t("quality.clean"))];
}

function drawLapsed(promises, again) {
  const owed = promises.filter((promise) => !promise.kept_at);
  return owed.length ? owed.map((promise) => promiseLine(promise, again, true)) : h("p", { class: "quiet" }, t("quality.no_lapsed"));
}

function drawUndecided(approvals) {
  if (!approvals.length) return h("p", { class: "quiet" }, t("quality.no_undecided"));
  return h("ol", { class: "plain" }, approvals.map((approval) => h("li", { class: "suggestion" },
    h("span", { class: "chip warn" }, t(`approvals.state.${approval.status}`)), " ", h("span", { class: "quiet small" }, moment(approval.created_at)), " ",
    h("a", { href: `#/conversation/${part(approval.conversation_id)}` }, approval.action ? `${named("action", approval.action.name)} · ${approval.action.preview}` : approval.draft?.text ?? approval.question),
    approval.stale_reason ? h("div", { class: "small quiet" }, approval.stale_reason) : null)));
}
