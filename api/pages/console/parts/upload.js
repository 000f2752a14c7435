// Taking files in by drag and drop, with progress and what became of each.
import { call, part } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { inWords } from "/console/messages.js";
import { named, t } from "/console/preferences.js";

const LOOK_MS = 700;

/** The panel; `done` is called when a batch is through. */
export function uploadPanel({ signal, done }) {
  const picker = h("input", { type: "file", multiple: true, "aria-label": t("upload.choose"), class: "visually-hidden", tabindex: "-1" });
  // The browser's own control speaks the browser's language, not the page's.
  const choose = h("button", { type: "button", on: { click: () => picker.click() } }, t("upload.choose"));
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("upload.progress") });
  const state = h("p", { role: "status" });
  const reports = h("ul", { class: "plain small" });
  const progress = h("div", { hidden: true }, bar, state, reports);
  const element = h("section", { class: "panel drop" }, h("h2", {}, t("upload.title")), h("p", { class: "quiet" }, t("upload.hint")), h("div", {}, choose, picker), progress);

  async function send(files) {
    if (!files.length) return;
    const form = new FormData();
    for (const file of files) form.append("files", file, file.name);
    progress.hidden = false;
    bar.removeAttribute("value");
    replace(reports);
    state.textContent = t("upload.sending", { count: files.length });
    try {
      let job = await call("POST", "/v1/documents", form, signal);
      while (job.status === "queued" || job.status === "running") {
        draw(job);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        job = await call("GET", `/v1/ingest-jobs/${part(job.job_id)}`, undefined, signal);
      }
      draw(job);
      state.textContent = job.error || t("upload.done", { done: job.done, total: job.total });
    } catch (problem) {
      if (problem.name === "AbortError") return;
      state.textContent = inWords(problem);
    }
    picker.value = "";
    done();
  }

  function draw(job) {
    bar.max = job.total || 1;
    bar.value = job.done;
    state.textContent = t("upload.running", { done: job.done, total: job.total, stage: job.stage });
    replace(reports, job.reports.map((report) => h("li", {}, h("span", { class: `chip ${tone(report.result)}` }, named("result", report.result)), " ", report.name,
      report.reason ? h("div", { class: "pre quiet" }, report.reason) : null,
      report.left_out.length ? h("div", { class: "quiet" }, `${t("upload.left_out")}：${report.left_out.join("；")}`) : null)));
  }

  picker.addEventListener("change", () => send([...picker.files]));
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.classList.add("over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("over");
    send([...event.dataTransfer.files]);
  });
  return element;
}

function tone(result) {
  return { added: "good", updated: "good", rejected: "danger", quarantined: "warn" }[result] ?? "";
}
