// The own one-time code: set up with an authenticator app.
import { call } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { attempt } from "/console/messages.js";
import { t } from "/console/preferences.js";

/** The panel. */
export function secondFactorPanel({ session }) {
  const body = h("div", { class: "stack" });
  const start = () => attempt(async () => {
    const { otpauth } = await call("POST", "/v1/staff/me/second-factor");
    const code = h("input", { inputmode: "numeric", autocomplete: "one-time-code", maxlength: 10, required: true });
    const confirm = async (event) => {
      event.preventDefault();
      const worked = await attempt(() => call("POST", "/v1/staff/me/second-factor/confirm", { code: code.value }), t("factor.on"));
      if (worked) replace(body, h("p", { class: "notice good" }, t("factor.on")));
    };
    replace(body, h("p", {}, t("factor.how")), h("p", { class: "panel pre small" }, secretOf(otpauth)), h("p", { class: "quiet small pre" }, otpauth),
      h("form", { class: "row", on: { submit: confirm } }, h("label", {}, h("span", {}, t("factor.code")), code), h("button", { type: "submit", class: "primary" }, t("factor.confirm"))));
    code.focus();
  });
  replace(body, h("p", { class: "quiet" }, t(session.account.second_factor ? "factor.is_on" : "factor.is_off")),
    h("div", {}, h("button", { type: "button", on: { click: start } }, t(session.account.second_factor ? "factor.renew" : "factor.start"))));
  return h("section", { class: "panel" }, h("h2", {}, t("factor.title")), body);
}

/** The secret in groups of four, for typing. */
function secretOf(otpauth) {
  const secret = new URL(otpauth).searchParams.get("secret") ?? "";
  return secret.replace(/(.{4})/g, "$1 ").trim();
}
