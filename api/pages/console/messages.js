// Short notes in the corner, and errors in words.
import { h } from "/console/dom.js";
import { t } from "/console/preferences.js";

const SHOWN_MS = 6000;

/** The sentence that a person reads of a Problem. */
export function inWords(problem) {
  if (problem.status === undefined) return String(problem.message ?? problem);
  const known = t(`problem.${problem.status}`);
  const head = known === `problem.${problem.status}` ? problem.title : known;
  return problem.detail ? `${head} ${problem.detail}` : head;
}

/** Show a note; kind is "good", "warn" or "danger". Errors stay until they are closed. */
export function say(text, kind = "good") {
  const place = document.getElementById("messages");
  if (!place) return;
  const note = h("div", { class: `notice ${kind} row`, role: kind === "danger" ? "alert" : "status" },
    h("span", { class: "grow" }, text),
    h("button", { type: "button", on: { click: () => note.remove() } }, t("close")));
  place.append(note);
  if (kind !== "danger") setTimeout(() => note.remove(), SHOWN_MS);
}

/** Run an action; a failure is said. Returns whether it worked. */
export async function attempt(action, done = null) {
  try {
    await action();
    if (done) say(done);
    return true;
  } catch (problem) {
    if (problem.name === "AbortError") return false;
    if (problem.status !== 401) say(inWords(problem), "danger");
    if (problem.status === undefined) console.error(problem);
    return false;
  }
}

/** A panel in place of what could not be loaded, with a way to try again. */
export function failed(problem, again) {
  return h("div", { class: "panel stack", role: "alert" },
    h("p", { class: "notice danger" }, inWords(problem)),
    h("div", {}, h("button", { type: "button", on: { click: again } }, t("again"))));
}

/** A line for a list that holds nothing. */
export function empty(text) {
  return h("div", { class: "panel empty" }, text);
}
