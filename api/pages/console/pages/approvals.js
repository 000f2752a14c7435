// What waits for a decision: one list, one open record, decided by keys.
import { call, part, withQuery } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { bindKeys } from "/console/keys.js";
import { attempt, empty, failed } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { approvalRecord } from "/console/parts/approval.js";

const STATES = ["pending", "approved", "rejected", "stale", "expired"];

export async function show(root, { argument, query, signal, shared, session }) {
  const state = STATES.includes(query.get("status")) ? query.get("status") : "pending";
  const list = h("ol", { class: "plain stack", "aria-label": t("nav.approvals") });
  const detail = h("div", { class: "stack" });
  let open = null;
  let rows = [];

  async function load() {
    let found;
    try {
      found = await call("GET", withQuery("/v1/approvals", { status: state }), undefined, signal);
    } catch (problem) {
      if (problem.name !== "AbortError" && problem.status !== 401) replace(list, h("li", {}, failed(problem, load)));
      return;
    }
    rows = found.approvals;
    if (state === "pending") shared.setCounts({ approvals: rows.length });
    replace(list, rows.map(row));
    const wanted = rows.find((each) => each.approval_id === argument);
    if (!rows.length && !argument) replace(detail, empty(t("approvals.empty")));
    else if (wanted) await openRecord(wanted);
    else if (argument) await openGone();
    else replace(detail, empty(t("approvals.choose")));
  }

  function row(approval) {
    const what = approval.action ? `${named("action", approval.action.name)} · ${approval.action.preview}` : approval.draft?.text ?? "";
    return h("li", { class: "panel" }, h("a", { href: address(approval.approval_id), "aria-current": approval.approval_id === argument ? "true" : null },
      h("span", { class: "row" }, h("span", { class: `chip ${approval.action ? "warn" : "info"}` }, t(`approvals.kind.${approval.kind}`)),
        h("span", { class: "quiet small" }, moment(approval.created_at))),
      h("span", { class: "clip" }, what)));
  }

  function address(id) {
    return withQuery(`#/approvals/${part(id)}`, { status: state === "pending" ? "" : state });
  }

  async function openRecord(approval) {
    const isSame = open?.approval.approval_id === approval.approval_id;
    const isUnchanged = isSame && approval.version === open.approval.version && approval.status === open.approval.status;
    // Drawn anew it would lose what a person types, and what they were just told.
    if (isUnchanged) return;
    if (isSame && open.isBusy()) {
      open.warn(t("approvals.changed"));
      return;
    }
    open = approvalRecord({ approval, session, signal, decided: load });
    replace(detail, open.element);
    open.load();
  }

  /** It is no longer in this list: decided by another, or run out. */
  async function openGone() {
    try {
      const approval = await call("GET", `/v1/approvals/${part(argument)}`, undefined, signal);
      open = approvalRecord({ approval, session, signal, decided: load });
      replace(detail, open.element);
      open.load();
    } catch (problem) {
      if (problem.name !== "AbortError") replace(detail, failed(problem, load));
    }
  }

  const move = (step) => {
    if (!rows.length) return;
    const at = rows.findIndex((each) => each.approval_id === argument);
    location.hash = address(rows[Math.max(0, Math.min(rows.length - 1, at + step))].approval_id);
  };
  replace(root, h("header", { class: "row" }, h("h1", { class: "grow" }, t("nav.approvals")),
    STATES.map((each) => h("button", { type: "button", "aria-pressed": String(each === state), on: { click: () => { location.hash = withQuery("#/approvals", { status: each }); } } }, t(`approvals.state.${each}`)))),
  h("div", { class: "desk" }, list, detail));
  bindKeys({
    j: [t("keys.next"), () => move(1)], k: [t("keys.previous"), () => move(-1)],
    a: [t("approvals.approve"), () => open?.approve()], e: [t("approvals.edit"), () => open?.edit()],
    r: [t("approvals.reject"), () => open?.reject()], "Ctrl+Enter": [t("approvals.confirm"), () => open?.confirm()],
    Escape: [t("cancel"), () => open?.cancel()],
  }, signal);
  shared.onChange = () => attempt(load);
  await load();
}
