// A button for what can't be taken back lightly: it asks once more before it acts.
import { h } from "/console/dom.js";
import { t } from "/console/preferences.js";

/** The button; `kind` is its class, `action` runs at the second press. */
export function confirmed(kind, words, action, isOff = false) {
  const button = h("button", { type: "button", class: kind, disabled: isOff, on: { click: () => {
    if (button.dataset.sure) return action();
    button.dataset.sure = "yes";
    button.textContent = `${words}？${t("document.sure")}`;
    return undefined;
  } } }, words);
  return button;
}
