// Everything that goes over the wire. Errors carry the status; no status: the network.
export class Refused extends Error {
  constructor(status, wait) {
    super(`status ${status}`);
    this.status = status;
    this.wait = wait;
  }
}

async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const found = {};
      for (const line of block.split("\n")) {
        const at = line.indexOf(": ");
        if (at > 0) found[line.slice(0, at)] = line.slice(at + 2);
      }
      if (found.event) yield { id: Number(found.id || 0), type: found.event, data: JSON.parse(found.data || "{}") };
    }
  }
}

export class Connection {
  constructor(base, config, memory) {
    Object.assign(this, { base, config, memory });
  }

  async token(anew = false) {
    const { config, memory } = this;
    if (config.token && !(anew && config.tokenUrl)) return config.token;
    if (config.tokenUrl) {
      if (!this.fetched || anew) {
        const answer = await fetch(config.tokenUrl, { credentials: "same-origin", headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Refused(answer.status);
        this.fetched = (await answer.json()).token;
      }
      return this.fetched;
    }
    if (!memory.get("token") || anew) {
      const answer = await this.raw("POST", "/v1/visitors", config.key);
      // A new visitor owns nothing of the old one's.
      memory.set({ token: (await answer.json()).token, conversation: null });
    }
    return memory.get("token");
  }

  async call(method, path, options = {}) {
    try {
      return await this.raw(method, path, await this.token(), options);
    } catch (error) {
      if (error.status !== 401 || (this.config.token && !this.config.tokenUrl)) throw error;
      return this.raw(method, path, await this.token(true), options);
    }
  }

  async raw(method, path, bearer, { body, headers = {}, signal } = {}) {
    const answer = await fetch(this.base + path, {
      method, body, signal, credentials: "omit", cache: "no-store",
      headers: { ...headers, Authorization: `Bearer ${bearer}` },
    });
    if (!answer.ok) throw new Refused(answer.status, Number(answer.headers.get("Retry-After") || 0));
    return answer;
  }

  async say(item, conversation, heard) {
    const body = JSON.stringify({ message: item.text, conversation_id: conversation });
    const headers = { "Content-Type": "application/json", Accept: "text/event-stream", "Idempotency-Key": item.id };
    const answer = await this.call("POST", "/v1/chat", { body, headers });
    let ended = false;
    for await (const event of eventsOf(answer.body)) {
      ended = ended || event.type === "done";
      heard(event);
    }
    if (!ended) throw new Error("cut off");
  }

  async follow(conversation, after, heard, signal) {
    const answer = await this.call("GET", `/v1/conversations/${conversation}/events`, { signal, headers: { "Last-Event-ID": String(after) } });
    for await (const event of eventsOf(answer.body)) heard(event);
  }

  async read(picture) {
    const body = new FormData();
    body.append("picture", picture);
    return (await (await this.call("POST", "/v1/pictures", { body })).json()).text;
  }

  rate(conversation, score, comment) {
    const body = JSON.stringify({ score, comment });
    return this.call("PUT", `/v1/conversations/${conversation}/rating`, { body, headers: { "Content-Type": "application/json" } });
  }
}
