// Calls of our own API; every failure is a Problem that a page can show.

let token = "";
let signedOut = () => {};

/** A problem document, or status 0 where the server can't be reached. */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/** The session's token against forged requests; sent with every change. */
export function setToken(value) {
  token = value;
}

/** What to do when the session has ended. */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** Tell everybody that the session has ended. */
export function tellSignedOut() {
  signedOut();
}

/** The JSON body of an answer; null where there is none. `body` may be a FormData. Throws Problem. */
export async function call(method, path, body = undefined, signal = undefined) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = token;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  let answer;
  try {
    const sent = body === undefined || isForm ? body : JSON.stringify(body);
    answer = await fetch(path, { method, headers, body: sent, signal, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, "offline", "");
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const told = await answer.json().catch(() => ({}));
  if (answer.status === 401 && !(method === "POST" && path === "/v1/session")) signedOut();
  throw new Problem(answer.status, told.title ?? "", told.detail ?? "");
}

/** A path with a query; empty values are left out. */
export function withQuery(path, query) {
  const filled = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(filled).toString();
  return text ? `${path}?${text}` : path;
}

/** An id as a part of a path. */
export const part = encodeURIComponent;
