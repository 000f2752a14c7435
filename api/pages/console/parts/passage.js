// A citation's passage where it stands in its document.
import { call, part, Problem, withQuery } from "/console/api.js";
import { h, quoted, replace } from "/console/dom.js";
import { inWords } from "/console/messages.js";
import { t } from "/console/preferences.js";

/** Open the passage of a citation in a dialog, its quote marked, with what stands before and after it. */
export async function openPassage(citation) {
  const body = h("div", { class: "stack" }, t("loading"));
  const place = [citation.section, citation.page ? t("passage.page", { page: citation.page }) : null,
    t("passage.generation", { generation: citation.generation })].filter(Boolean).join(" · ");
  const dialog = h("dialog", { "aria-label": t("passage.title") },
    h("h2", {}, citation.title || citation.document), h("p", { class: "quiet small" }, `${citation.document} · ${place}`), body,
    h("div", { class: "row" }, h("button", { type: "button", on: { click: () => dialog.close() } }, t("close"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  try {
    const around = await neighbours(citation.chunk_id);
    const at = around.findIndex((chunk) => chunk.chunk_id === citation.chunk_id);
    if (at < 0) throw new Problem(404, "", "");
    replace(body, around.map((chunk, index) => (index === at
      ? h("p", { class: "pre panel" }, quoted(chunk.text, citation.quote)) : h("p", { class: "quiet pre small" }, chunk.text))));
  } catch (problem) {
    if (problem.status === 404) replace(body, h("p", { class: "notice warn" }, t("passage.gone")), h("p", { class: "pre panel" }, citation.quote));
    else replace(body, h("p", { class: "notice danger", role: "alert" }, inWords(problem)));
  }
}

/** A chunk with the one before and the one after it; its id is document:generation:ordinal. */
async function neighbours(chunkId) {
  const [, document, generation, ordinal] = /^(.+):(\d+):(\d+)$/.exec(chunkId) ?? [];
  if (!document) return [];
  const offset = Math.max(0, Number(ordinal) - 1);
  const limit = Number(ordinal) > 0 ? 3 : 2;
  return (await call("GET", withQuery(`/v1/documents/${part(document)}/chunks`, { generation, offset, limit }))).chunks;
}
