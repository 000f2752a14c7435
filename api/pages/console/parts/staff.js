// The shop's people: letting in, changing, shutting out.
import { call, part } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { attempt, failed, inWords, say } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { forgetNames } from "/console/parts/people.js";

/** The panel. */
export function staffPanel({ session, signal }) {
  const rows = h("tbody", {});
  const missed = h("div", {});
  const told = h("p", { class: "notice danger", role: "alert", hidden: true });
  const login = h("input", { required: true, minlength: 2, maxlength: 80, autocomplete: "off" });
  const name = h("input", { maxlength: 80, autocomplete: "off" });
  const password = h("input", { type: "password", required: true, minlength: 10, maxlength: 1000, autocomplete: "new-password" });
  const role = h("select", {}, ["agent", "admin"].map((each) => h("option", { value: each }, named("role", each))));

  async function load() {
    forgetNames();
    try {
      const { accounts } = await call("GET", "/v1/staff", undefined, signal);
      replace(rows, accounts.map(row));
      replace(missed);
    } catch (problem) {
      if (problem.name !== "AbortError") replace(missed, failed(problem, load));
    }
  }

  function row(account) {
    const change = (body) => attempt(() => call("PATCH", `/v1/staff/${part(account.staff_id)}`, body), t("settings.saved")).then(load);
    const isMe = account.staff_id === session.account.staff_id;
    return h("tr", {}, h("td", {}, account.login), h("td", {}, account.name), h("td", {}, named("role", account.role)),
      h("td", {}, account.second_factor ? t("yes") : t("no")), h("td", {}, account.active ? h("span", { class: "chip good" }, t("staff.active")) : h("span", { class: "chip danger" }, t("staff.blocked"))),
      h("td", {}, h("div", { class: "row" }, isMe ? h("span", { class: "quiet" }, t("staff.me")) : [
        h("button", { type: "button", on: { click: () => change({ active: !account.active }) } }, t(account.active ? "staff.block" : "staff.unblock")),
        h("button", { type: "button", on: { click: () => change({ role: account.role === "admin" ? "agent" : "admin" }) } }, t("staff.make", { role: named("role", account.role === "admin" ? "agent" : "admin") })),
        account.second_factor ? h("button", { type: "button", on: { click: () => attempt(() => call("DELETE", `/v1/staff/${part(account.staff_id)}/second-factor`), t("settings.saved")).then(load) } }, t("staff.drop_code")) : null])));
  }

  async function add(event) {
    event.preventDefault();
    told.hidden = true;
    try {
      await call("POST", "/v1/staff", { login: login.value, name: name.value, password: password.value, role: role.value });
      say(t("staff.added"));
      event.target.reset();
      await load();
    } catch (problem) {
      told.textContent = inWords(problem);
      told.hidden = false;
    }
  }

  load();
  return h("section", { class: "panel stack" }, h("h2", {}, t("staff.title")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("staff.title") }, h("table", {}, h("thead", {}, h("tr", {}, ["login", "name", "role", "code", "state", "what"].map((key) => h("th", { scope: "col" }, t(`staff.${key}`))))), rows)), missed, told,
    h("form", { class: "row", on: { submit: add } },
      h("label", { class: "grow" }, h("span", {}, t("staff.login")), login), h("label", { class: "grow" }, h("span", {}, t("staff.name")), name),
      h("label", { class: "grow" }, h("span", {}, t("staff.password")), password), h("label", {}, h("span", {}, t("staff.role")), role),
      h("button", { type: "submit", class: "primary" }, t("staff.add"))));
}
