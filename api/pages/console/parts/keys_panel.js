// API keys: made here, shown once, revoked here.
import { call, part } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment } from "/console/formats.js";
import { attempt, failed } from "/console/messages.js";
import { named, t } from "/console/preferences.js";

/** The panel. */
export function keysPanel({ signal }) {
  const rows = h("tbody", {});
  const missed = h("div", {});
  const fresh = h("p", { class: "notice good pre", role: "status", hidden: true });
  const role = h("select", { "aria-label": t("staff.role") }, ["customer", "agent", "admin"].map((each) => h("option", { value: each }, named("role", each))));

  async function load() {
    try {
      const { keys } = await call("GET", "/v1/keys", undefined, signal);
      replace(rows, keys.map((key) => h("tr", {}, h("td", {}, key.key_id), h("td", {}, named("role", key.role)), h("td", {}, moment(key.created_at)),
        h("td", {}, key.revoked_at ? h("span", { class: "quiet" }, t("keys.revoked", { at: moment(key.revoked_at) }))
          : h("button", { type: "button", class: "danger", on: { click: () => attempt(() => call("DELETE", `/v1/keys/${part(key.key_id)}`), t("settings.saved")).then(load) } }, t("keys.revoke"))))));
      replace(missed);
    } catch (problem) {
      if (problem.name !== "AbortError") replace(missed, failed(problem, load));
    }
  }

  const make = () => attempt(async () => {
    const { secret } = await call("POST", "/v1/keys", { role: role.value });
    fresh.hidden = false;
    fresh.textContent = `${t("keys.once")}\n${secret}`;
    await load();
  });
  load();
  return h("section", { class: "panel stack" }, h("h2", {}, t("keys.panel")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("keys.panel") }, h("table", {}, h("thead", {}, h("tr", {}, ["keys.id", "staff.role", "keys.made", "staff.what"].map((key) => h("th", { scope: "col" }, t(key))))), rows)), missed, fresh,
    h("div", { class: "row" }, h("div", {}, role), h("button", { type: "button", on: { click: make } }, t("keys.make"))));
}
