// Signing in.
import { call } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { inWords } from "/console/messages.js";
import { currentLanguage, setLanguage, t } from "/console/preferences.js";

/** Show the form; `enter` gets the session. `problem` is why the console could not be opened, if it was tried. */
export function showSignIn(app, enter, problem = null) {
  document.title = t("sign_in");
  const told = h("p", { class: "notice danger", role: "alert", hidden: !problem }, problem ? inWords(problem) : "");
  const login = h("input", { name: "login", autocomplete: "username", required: true, maxlength: 80, autocapitalize: "none" });
  const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, maxlength: 1000 });
  const code = h("input", { name: "code", inputmode: "numeric", autocomplete: "one-time-code", maxlength: 10 });
  const button = h("button", { class: "primary", type: "submit" }, t("sign_in"));
  const other = currentLanguage() === "zh" ? "en" : "zh";

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    told.hidden = true;
    try {
      enter(await call("POST", "/v1/session", { login: login.value, password: password.value, code: code.value || null }));
    } catch (refused) {
      told.textContent = refused.status === 401 ? t("sign_in.wrong") : inWords(refused);
      told.hidden = false;
      button.disabled = false;
      password.select();
    }
  }

  replace(app, h("main", { class: "sign-in" }, h("form", { class: "panel", on: { submit } },
    h("h1", {}, t("sign_in.title")), told,
    h("label", {}, h("span", {}, t("sign_in.login")), login),
    h("label", {}, h("span", {}, t("sign_in.password")), password),
    h("label", {}, h("span", {}, t("sign_in.code")), code),
    button,
    h("button", { type: "button", on: { click: () => { setLanguage(other); showSignIn(app, enter, problem); } } }, other === "en" ? "English" : "中文"))));
  login.focus();
}
