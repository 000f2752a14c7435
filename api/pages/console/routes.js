// Which page an address names: #/page/argument?query.

export const PAGES = [
  { name: "inbox", module: "/console/pages/inbox.js" },
  { name: "conversation", module: "/console/pages/conversation.js", hidden: true, under: "inbox" },
  { name: "approvals", module: "/console/pages/approvals.js" },
  { name: "knowledge", module: "/console/pages/knowledge.js" },
  { name: "quality", module: "/console/pages/quality.js" },
  { name: "figures", module: "/console/pages/figures.js" },
  { name: "settings", module: "/console/pages/settings.js" },
];

/** The page, its argument and its query; the inbox where the address names none. */
export function pageOf(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/");
  const page = PAGES.find((each) => each.name === name) ?? PAGES[0];
  return { name: page.name, under: page.under, argument: decode(rest.join("/")), query: new URLSearchParams(query) };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
