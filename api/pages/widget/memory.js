// What outlives the page: the conversation, what was typed and not yet sent, a visitor's token. Kept apart by who is signed in.
// Reading a token's claims here proves nothing and decides nothing; the server checks it.
function subjectOf(token) {
  try {
    const part = token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
    return String(JSON.parse(new TextDecoder().decode(bytes)).sub);
  } catch {
    return "";
  }
}

export class Memory {
  constructor(base, identity) {
    this.name = `kefu|${base}|${identity}`;
    this.kept = { conversation: null, token: null, waiting: [], rated: false };
    try {
      Object.assign(this.kept, JSON.parse(localStorage.getItem(this.name) || "{}"));
    } catch { /* Storage may be off or hold something else: then nothing is remembered. */ }
  }

  static of(base, config) {
    return new Memory(base, config.token ? `customer|${subjectOf(config.token)}` : `visitor|${config.key || ""}`.slice(0, 40));
  }

  get(name) { return this.kept[name]; }

  set(change) {
    Object.assign(this.kept, change);
    try {
      localStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch { /* As above. */ }
  }
}

export function freshId() {
  // randomUUID is missing on plain http.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
