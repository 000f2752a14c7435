// Language and theme: kept in this browser, applied to the document.
import { words } from "/console/words/all.js";

const memory = {
  get(name) {
    try {
      return localStorage.getItem(`kefu.${name}`);
    } catch {
      return null; // storage is switched off: the choice lasts until the page is closed
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`kefu.${name}`, value);
    } catch {
      /* as above */
    }
  },
};

let language = memory.get("language") === "en" ? "en" : "zh";
let theme = memory.get("theme");

/** "zh" or "en". */
export function currentLanguage() {
  return language;
}

/** "light" or "dark". */
export function currentTheme() {
  return theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Put both on the document. */
export function applySettings() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = currentTheme();
}

/** Change the language; the caller draws the page again. */
export function setLanguage(value) {
  language = value;
  memory.set("language", value);
  applySettings();
}

/** Change the theme. */
export function setTheme(value) {
  theme = value;
  memory.set("theme", value);
  applySettings();
}

/** The words of this key in the current language, with {name} filled in. A missing key shows itself. */
export function t(key, values = {}) {
  const pair = words[key];
  const text = pair ? pair[language === "zh" ? 0 : 1] : key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** The words for a value of a closed list, such as a topic; the value itself where there are none. */
export function named(list, value) {
  const pair = words[`${list}.${value}`];
  return pair ? t(`${list}.${value}`) : String(value ?? "");
}
