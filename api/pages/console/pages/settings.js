// What the shop has set, its people and its keys; the own second factor.
import { call } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { failed } from "/console/messages.js";
import { t } from "/console/preferences.js";
import { keysPanel } from "/console/parts/keys_panel.js";
import { policyPanel } from "/console/parts/policy.js";
import { secondFactorPanel } from "/console/parts/second_factor.js";
import { staffPanel } from "/console/parts/staff.js";

export async function show(root, { signal, session, isAdmin }) {
  const policy = h("div", { class: "stack" });
  replace(root, h("header", {}, h("h1", {}, t("nav.settings"))), secondFactorPanel({ session, signal }),
    isAdmin ? [staffPanel({ session, signal }), keysPanel({ signal }), policy] : h("p", { class: "quiet" }, t("settings.admin_only")));
  if (!isAdmin) return;
  const load = async () => {
    try {
      policyPanel(policy, await call("GET", "/v1/settings", undefined, signal), load);
    } catch (problem) {
      if (problem.name !== "AbortError") replace(policy, failed(problem, load));
    }
  };
  await load();
}
